#include "app/api/etag.hpp"

#include <algorithm>
#include <functional>

#include "base/hex.hpp"

namespace sluice::app {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string quoted_tag(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string tag_of(const listener::Response& response) {
  for (const auto& [name, value] : response.headers)
    if (name == "ETag") return value;
  if (response.stream) return {};
  size_t hash = std::hash<std::string>()(response.body);
  std::string out;
  for (size_t i = 0; i < sizeof hash; i++, hash >>= 8)
    base::append_hex(out, static_cast<char>(hash & 0xff), base::kUpperHex);
  return quoted_tag(out);
}

bool lists_tag(std::string_view header, std::string_view tag) {
  while (!header.empty()) {
    const size_t end = std::min(header.find(','), header.size());
    const std::string_view one = trimmed(header.substr(0, end));
    if (one == "*" || one == tag) return true;
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return false;
}

}  // namespace sluice::app
