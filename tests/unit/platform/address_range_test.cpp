#include <doctest/doctest.h>

#include "platform/address_range.hpp"

using sluice::platform::AddressRange;

namespace {

bool holds(const char* range, const char* address) {
  const auto parsed = AddressRange::parse(range);
  REQUIRE(parsed);
  return parsed->contains(address);
}

}  // namespace

TEST_CASE("a range holds the addresses that begin as it does") {
  CHECK(holds("10.0.0.0/8", "10.255.1.2"));
  CHECK_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
  CHECK(holds("172.16.0.0/12", "172.31.255.255"));
  CHECK_FALSE(holds("172.16.0.0/12", "172.32.0.0"));
  CHECK(holds("0.0.0.0/0", "203.0.113.9"));
  CHECK(holds("fd00::/8", "fd12::1"));
  CHECK_FALSE(holds("fd00::/8", "fe80::1"));
}

TEST_CASE("one address is a range, too, and IPv4 in IPv6 is IPv4") {
  CHECK(holds("127.0.0.1", "127.0.0.1"));
  CHECK(holds("127.0.0.1", "::ffff:127.0.0.1"));
  CHECK_FALSE(holds("127.0.0.1", "127.0.0.2"));
  CHECK(holds("::1", "0:0:0:0:0:0:0:1"));
  CHECK_FALSE(holds("::/0", "127.0.0.1"));
  CHECK_FALSE(holds("0.0.0.0/0", "::1"));
  CHECK_FALSE(holds("0.0.0.0/0", "proxy.example.com"));
}

TEST_CASE("what is no range is not taken for one") {
  for (const char* text : {"", "proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "10.0.0/8",
                           "::1/129", "10.0.0.0/8 ", "10.0.0.0/-1"}) {
    CAPTURE(text);
    CHECK_FALSE(AddressRange::parse(text));
  }
}
