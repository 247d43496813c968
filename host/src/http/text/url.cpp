#include "http/text/url.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "http/text/address_target.hpp"
#include "http/text/headers.hpp"

namespace sluice::http {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, FreeUrl>;

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

bool is_unreserved(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decode_once(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); i++) {
    bool escape =
        text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
    if (!escape) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
    i += 2;
  }
  return out;
}

// Between slashes, too: whoever decodes them would follow it.
bool has_dot_segment(std::string_view text) {
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('/', at), text.size());
    const std::string_view part = text.substr(at, end - at);
    if (part == "." || part == "..") return true;
    at = end + 1;
  }
  return false;
}

// Why a segment may not stand in a path as it is; NULL if it may.
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
    std::string decoded = decode_once(text);
    if (decoded == text) return {};
    if (const char* found = flaw(decoded, slashes))
      return std::string(found) + " once percent-decoded";
    text = std::move(decoded);
  }
}

Origin origin_of(CURLU* url) {
  Origin out;
  out.scheme = lower_case(part(url, CURLUPART_SCHEME));
  out.host = lower_case(part(url, CURLUPART_HOST));
  std::string port = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  out.port = port.empty() ? 0 : std::stoi(port);  // curl lets 0 to 65535 pass only
  return out;
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
  // curl forgives "http:///host"; people who wrote that meant something else.
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

// Libcurl is not loaded for what is no name.
Result<BaseUri> parts_of(std::string_view text) {
  if (auto direct = address_target(text))
    return BaseUri{{"http", direct->host, direct->port}, std::string(direct->rest), {}};
  Url url(curl_url());
  std::string copy(text);
  if (!url || curl_url_set(url.get(), CURLUPART_URL, copy.c_str(), CURLU_PATH_AS_IS) != CURLUE_OK)
    return bad_url("not an address; give it as https://host or https://host:port/path");
  size_t authority_end = copy.find('/', copy.find("://") + 3);
  if (copy.substr(0, authority_end).find('@') != copy.npos)
    return bad_url("the address must not hold credentials; use the token setting");
  BaseUri out{origin_of(url.get()), part(url.get(), CURLUPART_PATH), {}};
  if (out.origin.host.empty() || out.origin.port == 0)
    return bad_url("the address has no usable host and port");
  return out;
}

}  // namespace

std::string Origin::authority() const {
  bool usual = port == (scheme == "https" ? 443 : 80);
  return usual ? host : host + ":" + std::to_string(port);
}

std::string Origin::text() const { return scheme + "://" + authority(); }

Result<BaseUri> parse_base_uri(std::string_view text) {
  if (Status s = check_characters(text); !s.ok()) return s;
  Result<BaseUri> parts = parts_of(text);
  if (!parts.ok()) return parts.status();
  BaseUri out = std::move(*parts);
  while (!out.path.empty() && out.path.back() == '/') out.path.pop_back();
  if (Status s = check_path(out.path); !s.ok()) return s;
  out.text = out.origin.text() + out.path;
  return out;
}

std::string encode(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (unsigned char c : text) {
    if (is_unreserved(c)) {
      out += static_cast<char>(c);
    } else {
      out += {'%', kDigits[c >> 4], kDigits[c & 15]};
    }
  }
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
    out += "/" + encode(text);
  }
  return out;
}

std::string build_query(std::span<const sluice_pair> query) {
  std::string out;
  for (const sluice_pair& p : query)
    out += (out.empty() ? "?" : "&") + encode(view(p.name)) + "=" + encode(view(p.value));
  return out;
}

// Up to the query, in which slashes may stand, too.
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

Target resolve(const std::string& url, std::string_view location) {
  if (!is_field_value(location) || location.find('\\') != location.npos) return {};
  Url target(curl_url());
  std::string copy(location);
  if (!target || curl_url_set(target.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK ||
      curl_url_set(target.get(), CURLUPART_URL, copy.c_str(), CURLU_URLENCODE) != CURLUE_OK)
    return {};
  if (!part(target.get(), CURLUPART_USER).empty() ||
      !part(target.get(), CURLUPART_PASSWORD).empty())
    return {};
  curl_url_set(target.get(), CURLUPART_FRAGMENT, nullptr, 0);
  Target out{part(target.get(), CURLUPART_URL), origin_of(target.get())};
  return has_scheme(out.url) ? out : Target{};
}

}  // namespace sluice::http
