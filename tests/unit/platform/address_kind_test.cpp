#include "platform/address_kind.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>

using sluice::platform::address_text;
using sluice::platform::private_kind;

TEST_CASE("addresses of the public Internet are of no other kind") {
  for (const char* address :
       {"1.1.1.1",         "8.8.8.8",         "9.255.255.255",        "11.0.0.0",
        "100.63.255.255",  "100.128.0.0",     "126.255.255.255",      "128.0.0.0",
        "169.253.255.255", "169.255.0.0",     "172.15.255.255",       "172.32.0.0",
        "192.167.255.255", "192.169.0.0",     "198.17.255.255",       "198.20.0.0",
        "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::200e", "64:ff9b::808:808",
        "2002:808:808::1"}) {
    CAPTURE(address);
    CHECK(private_kind(address) == "");
  }
}

TEST_CASE("addresses that mean something within a network or a machine are told by name") {
  const std::pair<const char*, const char*> kCases[] = {
      {"127.0.0.1", "a loopback address"},
      {"127.255.255.254", "a loopback address"},
      {"10.0.0.0", "a private address"},
      {"10.255.255.255", "a private address"},
      {"172.16.0.0", "a private address"},
      {"172.31.255.255", "a private address"},
      {"192.168.0.1", "a private address"},
      {"169.254.169.254", "a link-local address"},
      {"100.64.0.1", "an address shared by a provider's customers"},
      {"100.127.255.255", "an address shared by a provider's customers"},
      {"0.0.0.0", "an address of this machine"},
      {"224.0.0.1", "a multicast address"},
      {"239.255.255.255", "a multicast address"},
      {"240.0.0.1", "a reserved address"},
      {"255.255.255.255", "a reserved address"},
      {"198.19.0.1", "a reserved address"},
      {"192.0.2.1", "a reserved address"},
      {"::1", "a loopback address"},
      {"::", "an address of this machine"},
      {"fe80::1", "a link-local address"},
      {"fc00::1", "a unique local address"},
      {"fd00:ec2::254", "a unique local address"},
      {"ff02::1", "a multicast address"},
      {"2001:db8::1", "a reserved address"},
      {"2001::1", "a reserved address"},
      {"4000::1", "a reserved address"},
      {"::7f00:1", "a reserved address"}};
  for (const auto& [address, kind] : kCases) {
    CAPTURE(address);
    CHECK(private_kind(address) == kind);
  }
}

TEST_CASE("IPv4 within IPv6 counts as the address it stands for, and mapped is never public") {
  CHECK(private_kind("::ffff:127.0.0.1") == "an IPv4-mapped address");
  CHECK(private_kind("::ffff:8.8.8.8") == "an IPv4-mapped address");
  CHECK(private_kind("64:ff9b::7f00:1") == "a loopback address");
  CHECK(private_kind("64:ff9b::a9fe:a9fe") == "a link-local address");
  CHECK(private_kind("2002:a00:1::1") == "a private address");
}

TEST_CASE("an address of the system is written in numbers") {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  inet_pton(AF_INET, "10.1.2.3", &v4.sin_addr);
  CHECK(address_text(reinterpret_cast<const sockaddr&>(v4)) == "10.1.2.3");
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  inet_pton(AF_INET6, "fe80::1", &v6.sin6_addr);
  CHECK(address_text(reinterpret_cast<const sockaddr&>(v6)) == "fe80::1");
  sockaddr other{};
  other.sa_family = AF_UNIX;
  CHECK(address_text(other).empty());
}
