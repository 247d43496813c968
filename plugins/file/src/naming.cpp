#include "naming.hpp"

#include <algorithm>
#include <array>
#include <ctime>

namespace file_plugin {
namespace {

using sluice::Result;
using sluice::Status;

constexpr size_t kLongestValue = 100;
constexpr int64_t kSecond = 1'000'000;

constexpr std::array<std::pair<std::string_view, const char*>, 3> kTimes = {
    {{"date", "%Y-%m-%d"}, {"month", "%Y-%m"}, {"hour", "%Y-%m-%dT%H"}}};

const char* time_format(std::string_view word) {
  const auto* const found = std::find_if(kTimes.begin(), kTimes.end(),
                                         [&](const auto& known) { return known.first == word; });
  return found == kTimes.end() ? nullptr : found->second;
}

std::string time_text(const char* format, int64_t now_us) {
  const auto seconds = static_cast<std::time_t>(now_us / kSecond);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> out{};
  return {out.data(), std::strftime(out.data(), out.size(), format, &parts)};
}

std::vector<std::string> way_of(std::string_view text) {
  std::vector<std::string> out;
  for (size_t dot = 0; dot != text.npos; text.remove_prefix(dot == text.npos ? 0 : dot + 1)) {
    dot = text.find('.');
    out.emplace_back(text.substr(0, dot));
  }
  return out;
}

bool is_safe(std::string_view value) {
  const auto bad = [](char c) {
    return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  };
  return !value.empty() && value.size() <= kLongestValue && value.front() != '.' &&
         std::none_of(value.begin(), value.end(), bad);
}

}  // namespace

Result<Naming> Naming::of(const std::string& path) {
  Naming out;
  size_t at = 0;
  while (at < path.size()) {
    const size_t open = std::min(path.find('{', at), path.size());
    if (open > at) out.parts_.push_back({path.substr(at, open - at), {}, false});
    if (open == path.size()) break;
    const size_t close = path.find('}', open);
    const std::string name =
        close == path.npos ? std::string() : path.substr(open + 1, close - open - 1);
    if (name.empty() || name.find_first_of("{/") != name.npos)
      return Status::invalid("/path", "has a { without a name and } behind it");
    out.parts_.push_back({name, way_of(name), time_format(name) != nullptr});
    at = close + 1;
  }
  return out;
}

Result<std::string> Naming::value_of(const Part& part, const sluice::Record& record) {
  sluice::Value value = record.root();
  for (const std::string& name : part.member)
    value = value.is_object() ? value[name] : sluice::Value();
  const bool usable = value.is_string() || value.is_number() || value.is_bool();
  if (!usable)
    return Status::data("has no text or number \"" + part.text + "\", which names its file");
  std::string out(value.text());
  if (value.is_string()) {
    auto text = value.string();
    if (!text) return text.status();
    out = *text;
  }
  if (is_safe(out)) return out;
  return Status::data("the value of \"" + part.text +
                      "\" cannot be part of a file's name: it is empty, too long, begins with a "
                      "dot, or has a slash or a control character");
}

bool Naming::needs_record() const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [](const Part& part) { return !part.member.empty() && !part.is_time; });
}

size_t Naming::ending() const {
  if (parts_.empty() || !parts_.back().member.empty()) return 0;
  std::string_view text = parts_.back().text;
  text = text.substr(text.rfind('/') + 1);
  // The first character of a whole name is none of an ending: ".hidden".
  const size_t first = text.size() < parts_.back().text.size() || is_fixed() ? 1 : 0;
  size_t dot = text.rfind('.');
  if (dot == text.npos || dot < first) return 0;
  const size_t inner = dot > first && text.substr(dot) == ".gz" ? text.rfind('.', dot - 1) : dot;
  if (inner != text.npos && inner >= first) dot = inner;
  return text.size() - dot;
}

std::string Naming::path(int64_t now_us) const {
  std::string out;
  for (const Part& part : parts_)
    out += part.is_time ? time_text(time_format(part.text), now_us) : part.text;
  return out;
}

Result<std::string> Naming::path(const sluice::Record& record, int64_t now_us) const {
  std::string out;
  for (const Part& part : parts_) {
    if (part.member.empty()) {
      out += part.text;
    } else if (part.is_time) {
      out += time_text(time_format(part.text), now_us);
    } else {
      auto value = value_of(part, record);
      if (!value) return value;
      out += *value;
    }
  }
  return out;
}

}  // namespace file_plugin
