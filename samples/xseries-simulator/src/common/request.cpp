#include "common/request.hpp"

#include <Poco/String.h>

#include <algorithm>

namespace sluice::simulator {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> segments;
  std::size_t at = 0;
  while (at < path.size()) {
    const std::size_t next = std::min(path.find('/', at + 1), path.size());
    segments.emplace_back(path.substr(at + 1, next - at - 1));
    at = next;
  }
  return segments;
}

bool acceptable(const std::string& segment) {
  const std::string decoded = percent_decode(segment, false);
  return !decoded.empty() && decoded != "." && decoded != "..";
}

std::string_view without_origin(std::string_view raw) {
  const std::size_t scheme = raw.find("://");
  if (scheme == std::string_view::npos || raw.front() == '/') return raw;
  const std::size_t slash = raw.find('/', scheme + 3);
  return slash == std::string_view::npos ? std::string_view("/") : raw.substr(slash);
}

}  // namespace

const std::string* Request::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (Poco::icompare(header.name, std::string(name)) == 0) return &header.value;
  }
  return nullptr;
}

std::string percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                        hex_value(text[i + 2]) >= 0;
    if (escape) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

Query Query::parse(std::string_view text) {
  Query query;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const std::size_t equal = std::min(pair.find('='), pair.size());
    const std::string_view value = equal < pair.size() ? pair.substr(equal + 1) : "";
    query.pairs_.emplace_back(percent_decode(pair.substr(0, equal), true),
                              percent_decode(value, true));
  }
  return query;
}

const std::string* Query::first(std::string_view name) const {
  for (const auto& [key, value] : pairs_) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::vector<std::string> Query::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : pairs_) {
    if (key == name) values.push_back(value);
  }
  return values;
}

Target parse_target(std::string_view raw) {
  Target target;
  const std::string_view local = without_origin(raw);
  const std::size_t mark = std::min(local.find('?'), local.size());
  target.path = std::string(local.substr(0, mark));
  if (mark < local.size()) target.query = Query::parse(local.substr(mark + 1));
  if (target.path.empty() || target.path.front() != '/') return target;
  target.segments = split_path(target.path);
  target.routable = target.path.back() != '/' &&
                    std::all_of(target.segments.begin(), target.segments.end(), acceptable);
  return target;
}

}  // namespace sluice::simulator
