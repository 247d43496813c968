#include "services/secret_references.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/percent.hpp"

namespace sluice::services {
namespace {

constexpr std::string_view kBegin = "${sluice:", kEncoded = "url:";

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (size_t at = 0; (at = text.find(what, at)) != text.npos; at += by.size())
    text.replace(at, what.size(), by);
}

std::string mark_of(std::string_view reference, bool encoded) {
  return std::string(kBegin).append(encoded ? kEncoded : "").append(reference).append("}");
}

}  // namespace

void SecretReferences::add(std::string_view reference, std::string_view value) {
  if (value.size() < kShortest) return;
  const std::lock_guard lock(mutex_);
  values_.insert_or_assign(std::string(reference), std::string(value));
}

// The longest first: one may be a part of another.
std::string SecretReferences::mark(std::string_view text) const {
  std::string out(text);
  const std::lock_guard lock(mutex_);
  if (values_.empty() || text.find(kBegin) != text.npos) return out;
  std::vector<std::pair<std::string, std::string>> marks;  // what is replaced, by what
  for (const auto& [reference, value] : values_) {
    marks.emplace_back(value, mark_of(reference, false));
    if (const std::string encoded = base::percent_encode(value); encoded != value)
      marks.emplace_back(encoded, mark_of(reference, true));
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  for (const auto& [value, mark] : marks) replace_all(out, value, mark);
  return out;
}

Result<std::string> SecretReferences::put_back(std::string_view text) const {
  std::string out(text);
  if (text.find(kBegin) == text.npos) return out;
  const std::lock_guard lock(mutex_);
  for (const auto& [reference, value] : values_) {
    replace_all(out, mark_of(reference, false), value);
    replace_all(out, mark_of(reference, true), base::percent_encode(value));
  }
  const size_t left = out.find(kBegin);
  if (left == out.npos) return out;
  const size_t begin = left + kBegin.size();
  return Status(SLUICE_E_INVALID, "it needs the value of ${" +
                                      out.substr(begin, out.find('}', begin) - begin) +
                                      "}, which the config does not use any more");
}

}  // namespace sluice::services
