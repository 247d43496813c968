#include "platform/address_kind.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

#include "platform/address_range.hpp"

namespace sluice::platform {
namespace {

struct AddressBlock {
  const char* start;
  size_t bits;
  std::string_view kind;
};

// IANA's registry of special-purpose addresses (RFC 6890), and multicast.
constexpr AddressBlock kV4[] = {
    {"0.0.0.0", 8, "an address of this machine"},
    {"127.0.0.0", 8, "a loopback address"},
    {"10.0.0.0", 8, "a private address"},
    {"172.16.0.0", 12, "a private address"},
    {"192.168.0.0", 16, "a private address"},
    {"169.254.0.0", 16, "a link-local address"},
    {"100.64.0.0", 10, "an address shared by a provider's customers"},
    {"192.0.0.0", 24, "a reserved address"},
    {"192.0.2.0", 24, "a reserved address"},
    {"192.88.99.0", 24, "a reserved address"},
    {"198.18.0.0", 15, "a reserved address"},
    {"198.51.100.0", 24, "a reserved address"},
    {"203.0.113.0", 24, "a reserved address"},
    {"224.0.0.0", 4, "a multicast address"},
    {"240.0.0.0", 4, "a reserved address"},
};
// Public addresses are within 2000::/3; the rest of the table names those that are not public.
constexpr AddressBlock kV6[] = {
    {"::", 128, "an address of this machine"},    {"::1", 128, "a loopback address"},
    {"::ffff:0:0", 96, "an IPv4-mapped address"}, {"fe80::", 10, "a link-local address"},
    {"fc00::", 7, "a unique local address"},      {"fec0::", 10, "a private address"},
    {"ff00::", 8, "a multicast address"},         {"2001::", 23, "a reserved address"},
    {"2001:db8::", 32, "a reserved address"},     {"3fff::", 20, "a reserved address"},
};
constexpr AddressBlock kPublicV6 = {"2000::", 3, {}};

// IPv6 addresses that embed an IPv4 address, and its offset (RFC 6052, RFC 3056).
struct Embedding {
  AddressBlock range;
  size_t at;
};
constexpr Embedding kEmbedding[] = {{{"64:ff9b::", 96, {}}, 12}, {{"2002::", 16, {}}, 2}};

AddressBytes parsed(int family, const char* text) {
  AddressBytes out{};
  ::inet_pton(family, text, out.data());
  return out;
}

bool is_within(const AddressBytes& address, int family, const AddressBlock& range) {
  return same_start(address, parsed(family, range.start), range.bits);
}

template <size_t Count>
std::string_view kind_in(const AddressBlock (&table)[Count], const AddressBytes& address,
                         int family) {
  for (const AddressBlock& range : table)
    if (is_within(address, family, range)) return range.kind;
  return {};
}

std::string_view kind_of_v6(const AddressBytes& address) {
  for (const auto& [range, at] : kEmbedding) {
    if (!is_within(address, AF_INET6, range)) continue;
    AddressBytes inner{};
    std::memcpy(inner.data(), address.data() + at, 4);
    return kind_in(kV4, inner, AF_INET);
  }
  const std::string_view kind = kind_in(kV6, address, AF_INET6);
  if (!kind.empty() || is_within(address, AF_INET6, kPublicV6)) return kind;
  return "a reserved address";
}

}  // namespace

std::string_view private_kind(const std::string& address) {
  const bool is_v6 = address.find(':') != address.npos;
  const AddressBytes bytes = parsed(is_v6 ? AF_INET6 : AF_INET, address.c_str());
  return is_v6 ? kind_of_v6(bytes) : kind_in(kV4, bytes, AF_INET);
}

std::string address_text(const sockaddr& address) {
  const void* bytes = nullptr;
  if (address.sa_family == AF_INET) bytes = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
  if (address.sa_family == AF_INET6)
    bytes = &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  char out[INET6_ADDRSTRLEN];
  return bytes && ::inet_ntop(address.sa_family, bytes, out, sizeof out) ? out : std::string();
}

}  // namespace sluice::platform
