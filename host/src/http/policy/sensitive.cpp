#include "http/policy/sensitive.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/hex.hpp"
#include "base/secret_name.hpp"
#include "http/text/headers.hpp"
#include "services/redactor.hpp"

namespace sluice::http {
namespace {

// The character after the escape `prefix` + `digits` hex digits at `at`, or -1.
int escaped(std::string_view text, size_t at, std::string_view prefix, size_t digits) {
  if (text.substr(at, prefix.size()) != prefix) return -1;
  std::string_view number = text.substr(at + prefix.size(), digits);
  if (number.size() < digits) return -1;
  int out = 0;
  for (char c : number) {
    const int digit = base::hex_value(c);
    if (digit < 0) return -1;
    out = out * 16 + digit;
  }
  return out;
}

// Text with its escapes resolved as far as ASCII goes: names may be written "tok%65n" or
// "tok\u0065n" to evade a plain comparison.
std::string unescape(std::string_view text, std::string_view prefix, size_t digits) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    int c = escaped(text, i, prefix, digits);
    bool ascii = c >= 0 && c < 0x80;
    out += ascii ? static_cast<char>(c) : text[i];
    i += ascii ? prefix.size() + digits : 1;
  }
  return out;
}

size_t skip_blanks(std::string_view text, size_t at) {
  return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

// After the string that starts with the quote at `at`.
size_t skip_string(std::string_view text, size_t at) {
  for (size_t i = at + 1; i < text.size(); i++) {
    if (text[i] == '\\') {
      i++;
    } else if (text[i] == '"') {
      return i + 1;
    }
  }
  return text.size();
}

size_t skip_nested(std::string_view text, size_t at) {
  size_t depth = 0;
  while (at < text.size()) {
    char c = text[at];
    if (c == '"') {
      at = skip_string(text, at);
      continue;
    }
    at++;
    if (c == '{' || c == '[') depth++;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return at;
}

size_t skip_value(std::string_view text, size_t at) {
  if (at >= text.size()) return text.size();
  if (text[at] == '"') return skip_string(text, at);
  if (text[at] == '{' || text[at] == '[') return skip_nested(text, at);
  return std::min(text.find_first_of(",}] \t\r\n", at), text.size());
}

std::string_view unquoted(std::string_view value) {
  const bool whole = value.size() >= 2 && value.front() == '"' && value.back() == '"';
  return whole ? value.substr(1, value.size() - 2) : value;
}

// "name=value", with its '=' at `equals` if there is one.
std::string masked_pair(std::string_view pair, size_t equals, const Mask& mask,
                        const IsSecret& is_secret) {
  if (equals == pair.size()) return std::string(pair);
  const std::string value = unescape(pair.substr(equals + 1), "%", 2);
  const bool hide =
      base::may_be_secret(unescape(pair.substr(0, equals), "%", 2)) || is_secret(value);
  if (!hide) return std::string(pair);
  return std::string(pair.substr(0, equals + 1)) + mask(value);
}

}  // namespace

bool is_harmless_header(std::string_view name) {
  static constexpr std::string_view kKnown[] = {"accept",
                                                "accept-charset",
                                                "accept-language",
                                                "accept-patch",
                                                "accept-post",
                                                "accept-ranges",
                                                "age",
                                                "allow",
                                                "cache-control",
                                                "connection",
                                                "date",
                                                "deprecation",
                                                "etag",
                                                "expect",
                                                "expires",
                                                "host",
                                                "idempotency-key",
                                                "if-match",
                                                "if-modified-since",
                                                "if-none-match",
                                                "if-range",
                                                "if-unmodified-since",
                                                "keep-alive",
                                                "last-modified",
                                                "link",
                                                "location",
                                                "pragma",
                                                "prefer",
                                                "preference-applied",
                                                "range",
                                                "retry-after",
                                                "server",
                                                "strict-transport-security",
                                                "sunset",
                                                "te",
                                                "trailer",
                                                "transfer-encoding",
                                                "upgrade",
                                                "user-agent",
                                                "vary",
                                                "via",
                                                "warning",
                                                "www-authenticate",
                                                "x-powered-by",
                                                "x-request-id",
                                                "x-correlation-id",
                                                "traceparent",
                                                "cf-ray",
                                                "x-cache",
                                                "x-runtime",
                                                "x-frame-options",
                                                "x-total-count"};
  static constexpr std::string_view kFamilies[] = {"content-", "accept-encoding", "ratelimit",
                                                   "x-ratelimit-", "x-rate-limit-"};
  const std::string low = lower_case(name);
  return std::find(std::begin(kKnown), std::end(kKnown), low) != std::end(kKnown) ||
         std::any_of(std::begin(kFamilies), std::end(kFamilies),
                     [&](std::string_view family) { return low.starts_with(family); });
}

std::string masked(std::string_view) { return std::string(services::Redactor::kMask); }

bool never(std::string_view) { return false; }

std::string mask_form(std::string_view form, const Mask& mask, const IsSecret& is_secret) {
  std::string out;
  for (size_t at = 0; at <= form.size();) {
    size_t end = std::min(form.find('&', at), form.size());
    std::string_view pair = form.substr(at, end - at);
    size_t equals = std::min(pair.find('='), pair.size());
    if (at) out += '&';
    out += masked_pair(pair, equals, mask, is_secret);
    at = end + 1;
  }
  return out;
}

std::string mask_url(std::string_view url, const Mask& mask, const IsSecret& is_secret) {
  size_t query = url.find('?');
  if (query == std::string_view::npos) return std::string(url);
  return std::string(url.substr(0, query + 1)) + mask_form(url.substr(query + 1), mask, is_secret);
}

std::string mask_json(std::string_view json, const Mask& mask, const IsSecret& is_secret) {
  std::string out;
  size_t at = 0;
  while (at < json.size()) {
    size_t quote = std::min(json.find('"', at), json.size());
    out += json.substr(at, quote - at);
    at = quote;
    if (at == json.size()) break;
    size_t end = skip_string(json, at);
    std::string_view name = json.substr(at, end - at);
    size_t colon = skip_blanks(json, end);
    out += name;
    at = end;
    if (colon >= json.size() || json[colon] != ':') continue;
    const size_t value = skip_blanks(json, colon + 1);
    const size_t behind = skip_value(json, value);
    const std::string_view text = json.substr(value, behind - value);
    const bool hide = base::names_secret(unescape(name, "\\u", 4)) || is_secret(unquoted(text));
    if (!hide) continue;
    out += json.substr(end, value - end);
    at = behind;
    out += mask(text);
  }
  return out;
}

std::string mask_values(std::string_view json, const Mask& mask) {
  std::string out;
  for (size_t at = 0; at < json.size();) {
    const bool between = std::string_view(" \t\r\n{}[],:").find(json[at]) != std::string_view::npos;
    const size_t end = between ? at + 1 : skip_value(json, at);
    const std::string_view token = json.substr(at, end - at);
    const size_t behind = skip_blanks(json, end);
    const bool is_name = token[0] == '"' && behind < json.size() && json[behind] == ':';
    out += between || is_name ? std::string(token) : mask(token);
    at = end;
  }
  return out;
}

}  // namespace sluice::http
