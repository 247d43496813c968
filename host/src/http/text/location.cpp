#include "http/text/location.hpp"

#include <algorithm>

#include "base/percent.hpp"
#include "http/text/headers.hpp"

namespace sluice::http {
namespace {

std::string without_forbidden_bytes(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F)
      base::append_percent(out, c);
    else
      out += c;
  }
  return out;
}

bool is_absolute(std::string_view location) {
  const size_t end = location.find_first_of(":/?");
  return end != location.npos && end > 0 && location[end] == ':';
}

// RFC 3986 5.2.2, before dot segments are removed.
std::string absolute(const OriginAndRest& from, const std::string& location) {
  if (is_absolute(location)) return location;
  if (location.starts_with("//")) return from.origin.scheme + ":" + location;
  const std::string origin = from.origin.text();
  if (location.empty()) return origin + std::string(from.rest);
  if (location.front() == '/') return origin + location;
  const std::string path(from.rest.substr(0, from.rest.find_first_of("?#")));
  if (location.front() == '?') return origin + path + location;
  const size_t slash = path.rfind('/');
  return origin + (slash == path.npos ? "/" : path.substr(0, slash + 1)) + location;
}

// RFC 3986 5.2.4. `path` is empty or begins with a slash.
std::string without_dot_segments(std::string_view path) {
  std::string out;
  for (size_t at = 0; at < path.size();) {
    const size_t end = std::min(path.find('/', at + 1), path.size());
    const std::string_view segment = path.substr(at + 1, end - at - 1);
    const bool dots = segment == "." || segment == "..";
    if (segment == "..") out.erase(std::min(out.rfind('/'), out.size()));
    if (!dots) out.append(path.substr(at, end - at));
    if (dots && end == path.size()) out += '/';
    at = end;
  }
  return out.empty() ? "/" : out;
}

}  // namespace

Target resolve(const std::string& url, std::string_view location) {
  const auto from = split_url(url);
  if (!from || !is_field_value(location) || location.find('\\') != location.npos) return {};
  const std::string text =
      absolute(*from, without_forbidden_bytes(location.substr(0, location.find('#'))));
  const auto to = split_url(text);
  if (!to) return {};
  const size_t path_end = std::min(to->rest.find_first_of("?#"), to->rest.size());
  std::string out = to->origin.text() + without_dot_segments(to->rest.substr(0, path_end));
  return {out.append(to->rest.substr(path_end)), to->origin};
}

}  // namespace sluice::http
