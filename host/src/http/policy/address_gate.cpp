#include "http/policy/address_gate.hpp"

#include "platform/address_kind.hpp"

namespace sluice::http {

bool AddressGate::passes(const std::string& address) {
  const std::string_view kind =
      address.empty() ? "not an IPv4 or IPv6 address" : platform::private_kind(address);
  if (kind.empty()) return true;
  refused_.append(refused_.empty() ? "" : ", ").append(address).append(" is ").append(kind);
  return false;
}

}  // namespace sluice::http
