#include "http/text/url.hpp"

#include <algorithm>

#include "base/percent.hpp"
#include "http/text/headers.hpp"

namespace sluice::http {
namespace {

// Also between slashes: a server that decodes them would follow it.
bool has_dot_segment(std::string_view text) {
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('/', at), text.size());
    const std::string_view part = text.substr(at, end - at);
    if (part == "." || part == "..") return true;
    at = end + 1;
  }
  return false;
}

// Why a segment may not be in a path unchanged; NULL if it may.
const char* flaw(std::string_view segment, Slashes slashes) {
  if (segment.empty()) return "is empty";
  for (char c : segment) {
    auto byte = static_cast<unsigned char>(c);
    const bool slash = c == '/' && slashes == Slashes::kRefused;
    if (slash || c == '\\') return "holds a slash or backslash";
    if (byte < 0x20 || byte == 0x7F) return "holds a control character";
  }
  if (has_dot_segment(segment)) return "is a dot segment";
  return nullptr;
}

// The flaw of a segment or of any of its decodings. Each decoding is shorter, so this ends.
std::string flaw_at_any_depth(std::string_view segment, Slashes slashes = Slashes::kRefused) {
  if (const char* found = flaw(segment, slashes)) return found;
  std::string text(segment);
  for (;;) {
    std::string decoded = base::percent_decode(text);
    if (decoded == text) return {};
    if (const char* found = flaw(decoded, slashes))
      return std::string(found) + " once percent-decoded";
    text = std::move(decoded);
  }
}

bool has_scheme(std::string_view text) {
  std::string head = lower_case(text.substr(0, 8));
  return head == "https://" || head.substr(0, 7) == "http://";
}

Status bad_url(std::string message) { return {SLUICE_E_INVALID, std::move(message)}; }

Status check_characters(std::string_view text) {
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F || c == '\\')
      return bad_url(
          "the address holds a blank, backslash or control character; percent-encode it");
  }
  if (!has_scheme(text)) return bad_url("the address must start with https:// or http://");
  if (text.substr(text.find("://") + 3, 1) == "/") return bad_url("the address has no host");
  if (text.find('?') != text.npos || text.find('#') != text.npos)
    return bad_url("the address must have no query and no fragment; put them into the request");
  return {};
}

Status check_path(std::string_view path) {
  for (size_t at = 0; at < path.size();) {
    size_t end = std::min(path.find('/', at + 1), path.size());
    std::string found = flaw_at_any_depth(path.substr(at + 1, end - at - 1));
    if (!found.empty()) return bad_url("a segment of the address's path " + found);
    at = end;
  }
  return {};
}

bool has_credentials(std::string_view url) {
  return url.substr(0, url.find('/', url.find("://") + 3)).find('@') != url.npos;
}

}  // namespace

Result<BaseUri> parse_base_uri(std::string_view text) {
  if (Status s = check_characters(text); !s.ok()) return s;
  if (has_credentials(text))
    return bad_url("the address must not hold credentials; use the token setting");
  const auto split = split_url(text);
  if (!split) return bad_url("not an address; give it as https://host or https://host:port/path");
  BaseUri out{split->origin, std::string(split->rest), {}};
  while (!out.path.empty() && out.path.back() == '/') out.path.pop_back();
  if (Status s = check_path(out.path); !s.ok()) return s;
  out.text = out.origin.text() + out.path;
  return out;
}

Result<std::string> build_path(std::span<const sluice_slice> segments, Slashes slashes) {
  std::string out;
  for (size_t i = 0; i < segments.size(); i++) {
    std::string_view text = view(segments[i]);
    std::string found = flaw_at_any_depth(text, slashes);
    if (!found.empty())
      return bad_url("path segment " + std::to_string(i + 1) + " of " +
                     std::to_string(segments.size()) + " " + found +
                     "; it would lead to another address");
    out += "/" + base::percent_encode(text);
  }
  return out;
}

std::string build_query(std::span<const sluice_pair> query) {
  std::string out;
  for (const sluice_pair& p : query)
    out += (out.empty() ? "?" : "&") + base::percent_encode(view(p.name)) + "=" +
           base::percent_encode(view(p.value));
  return out;
}

// Up to the query, which may also contain slashes.
std::string path_of(std::string_view url) {
  url = url.substr(0, url.find('?'));
  const size_t start = url.find('/', url.find("://") + 3);
  if (start == url.npos) return {};
  std::string out(url.substr(start));
  while (!out.empty() && out.back() == '/') out.pop_back();
  return out;
}

std::string without_query(std::string_view url) {
  const size_t query = url.find('?');
  return std::string(url.substr(0, query)) + (query == url.npos ? "" : "?...");
}

}  // namespace sluice::http
