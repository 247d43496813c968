#include "http/text/origin.hpp"

#include <algorithm>
#include <charconv>

#include "http/text/headers.hpp"
#include "platform/tcp_connect.hpp"

namespace sluice::http {
namespace {

// Characters not allowed in host names (as in libcurl), percent-encoding included.
constexpr std::string_view kNotInHosts = "/:#?!@{}[]\\$\'\"^`*<>=;,+&()%";

bool is_host_name(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F || kNotInHosts.find(c) != kNotInHosts.npos;
  });
}

// Nothing, or a colon and 1 to 65535; a colon alone is the scheme's own port (RFC 3986 3.2.3).
bool read_port(std::string_view text, int& out) {
  if (text.empty() || text == ":") return true;
  const char* const end = text.data() + text.size();
  if (text[0] != ':' || text[1] == '-') return false;
  const auto [at, error] = std::from_chars(text.data() + 1, end, out);
  return error == std::errc() && at == end && out > 0 && out <= 65535;
}

bool read_host(std::string_view text, std::string& out) {
  const bool in_brackets = text.size() > 2 && text.front() == '[' && text.back() == ']';
  if (in_brackets) text = text.substr(1, text.size() - 2);
  out = lower_case(text);
  const std::string address = platform::numeric_address(out);
  const bool is_v6 = address.find(':') != address.npos;
  if (!address.empty()) out = in_brackets ? '[' + address + ']' : address;
  // In a URL, an address with colons needs brackets.
  return in_brackets ? is_v6 : !is_v6 && is_host_name(text);
}

}  // namespace

std::string Origin::authority() const {
  bool usual = port == (scheme == "https" ? 443 : 80);
  return usual ? host : host + ":" + std::to_string(port);
}

std::string Origin::text() const { return scheme + "://" + authority(); }

std::optional<OriginAndRest> split_url(std::string_view url) {
  const size_t scheme_end = std::min(url.find("://"), url.size());
  OriginAndRest out;
  out.origin.scheme = lower_case(url.substr(0, scheme_end));
  if (out.origin.scheme != "http" && out.origin.scheme != "https") return std::nullopt;
  out.origin.port = out.origin.scheme == "https" ? 443 : 80;
  url.remove_prefix(std::min(scheme_end + 3, url.size()));
  const std::string_view authority = url.substr(0, url.find_first_of("/?#"));
  const size_t host_end = std::min(authority.find(':', authority.rfind(']') + 1), authority.size());
  if (!read_host(authority.substr(0, host_end), out.origin.host)) return std::nullopt;
  if (!read_port(authority.substr(host_end), out.origin.port)) return std::nullopt;
  out.rest = url.substr(authority.size());
  return out;
}

}  // namespace sluice::http
