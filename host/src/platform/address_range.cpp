#include "platform/address_range.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <charconv>
#include <cstring>
#include <string_view>

namespace sluice::platform {
namespace {

constexpr size_t kV4Bits = 32, kV6Bits = 128;

// The family; AF_UNSPEC: it is no address.
int parse_address(std::string text, AddressBytes& out) {
  constexpr std::string_view kMapped = "::ffff:";
  out = {};
  if (text.starts_with(kMapped) && text.find('.') != text.npos) text.erase(0, kMapped.size());
  for (const int family : {AF_INET, AF_INET6})
    if (::inet_pton(family, text.c_str(), out.data()) == 1) return family;
  return AF_UNSPEC;
}

}  // namespace

bool same_start(const AddressBytes& a, const AddressBytes& b, size_t bits) {
  const size_t whole = bits / 8, rest = bits % 8;
  if (std::memcmp(a.data(), b.data(), whole) != 0) return false;
  return !rest || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

std::optional<AddressRange> AddressRange::parse(const std::string& text) {
  AddressRange out;
  const size_t slash = text.find('/');
  out.family_ = parse_address(text.substr(0, slash), out.start_);
  if (out.family_ == AF_UNSPEC) return std::nullopt;
  const size_t most = out.family_ == AF_INET ? kV4Bits : kV6Bits;
  out.bits_ = most;
  if (slash == text.npos) return out;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data() + slash + 1, end, out.bits_);
  if (error != std::errc() || stopped != end || out.bits_ > most) return std::nullopt;
  return out;
}

bool AddressRange::contains(const std::string& address) const {
  AddressBytes bytes;
  return parse_address(address, bytes) == family_ && same_start(bytes, start_, bits_);
}

}  // namespace sluice::platform
