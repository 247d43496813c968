// A range of IP addresses: one, or those that begin with the same bits. A value; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace sluice::platform {

using AddressBytes = std::array<unsigned char, 16>;  // IPv4: the first four

bool same_start(const AddressBytes& a, const AddressBytes& b, size_t bits);

class AddressRange {
 public:
  // "10.0.0.0/8", "fd00::/8", "127.0.0.1". Nothing: it is none.
  static std::optional<AddressRange> parse(const std::string& text);

  // IPv4 addresses in their IPv6 form ("::ffff:10.0.0.1") are the IPv4 ones.
  bool contains(const std::string& address) const;

 private:
  int family_ = 0;
  AddressBytes start_{};
  size_t bits_ = 0;
};

}  // namespace sluice::platform
