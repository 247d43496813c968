#include "http/text/address_target.hpp"

#include <doctest/doctest.h>

#include "http/session_settings.hpp"

using namespace sluice::http;

using Addresses = std::vector<std::string>;

TEST_CASE("an address that is a number is connected to as it is") {
  const auto v4 = address_target("http://10.0.0.7:8080/api?x=1");
  REQUIRE(v4);
  CHECK(v4->port == 8080);
  CHECK(v4->addresses == Addresses{"10.0.0.7"});
  const auto v6 = address_target("http://[2001:DB8:0::7]");
  REQUIRE(v6);
  CHECK(v6->port == 80);
  CHECK(v6->addresses == Addresses{"2001:db8::7"});
}

TEST_CASE("localhost is this machine by either kind of address, whatever a name server says") {
  const auto target = address_target("http://LocalHost:81/");
  REQUIRE(target);
  CHECK(target->addresses == Addresses{"::1", "127.0.0.1"});
}

TEST_CASE("names, TLS and what is no proper address are left to libcurl") {
  for (const char* url :
       {"http://shop.example", "https://127.0.0.1", "http://localhost.", "http://a.localhost",
        "http://127.1/", "http://user@127.0.0.1", "http://[::1]x:80", "http://::1/",
        "http://[127.0.0.1]", "http://[localhost]", "http://[fe80::1%25lo]/", "http://127.0.0.1:0",
        "http://127.0.0.1:65536", "http://127.0.0.1:+80", "http://127.0.0.1:80:80", "http://",
        "http://:80", "127.0.0.1", ""})
    CHECK_MESSAGE(!address_target(url), url);
}

TEST_CASE("a proxy needs libcurl, whatever the address") {
  CHECK_FALSE(needs_curl("http://127.0.0.1", ""));
  CHECK(needs_curl("http://127.0.0.1", "http://127.0.0.1:3128"));
  CHECK(needs_curl("http://shop.example", ""));
  CHECK(needs_curl("https://127.0.0.1", ""));
}
