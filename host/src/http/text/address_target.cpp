#include "http/text/address_target.hpp"

#include <algorithm>
#include <charconv>

#include "http/text/headers.hpp"
#include "platform/tcp_connect.hpp"

namespace sluice::http {
namespace {

// Empty, or a colon and 1 to 65535.
bool read_port(std::string_view text, uint16_t& out) {
  if (text.empty()) return true;
  const char* const end = text.data() + text.size();
  if (text[0] != ':') return false;
  const auto [at, error] = std::from_chars(text.data() + 1, end, out);
  return error == std::errc() && at == end && out != 0;
}

bool read_host(std::string_view text, AddressTarget& out) {
  const bool in_brackets = text.size() > 2 && text.front() == '[' && text.back() == ']';
  if (in_brackets) text = text.substr(1, text.size() - 2);
  out.host = lower_case(text);
  if (out.host == "localhost") {
    out.addresses = {"::1", "127.0.0.1"};
    return !in_brackets;
  }
  out.addresses = {platform::numeric_address(out.host)};
  const std::string& address = out.addresses.front();
  out.host = in_brackets ? '[' + address + ']' : address;
  // In a URL, colons and brackets go together.
  return !address.empty() && in_brackets == (address.find(':') != address.npos);
}

}  // namespace

std::optional<AddressTarget> address_target(std::string_view url) {
  if (!url.starts_with(kPlainScheme)) return std::nullopt;
  url.remove_prefix(kPlainScheme.size());
  const std::string_view authority = url.substr(0, url.find_first_of("/?#"));
  const size_t host_end = std::min(authority.find(':', authority.rfind(']') + 1), authority.size());
  AddressTarget out;
  out.rest = url.substr(authority.size());
  if (!read_host(authority.substr(0, host_end), out)) return std::nullopt;
  if (!read_port(authority.substr(host_end), out.port)) return std::nullopt;
  return out;
}

}  // namespace sluice::http
