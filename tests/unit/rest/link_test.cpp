// Where links of a response lead, and what a Link header says.
#include <doctest/doctest.h>

#include "sluice/rest/link_target.hpp"
#include "support/text.hpp"

using namespace sluice::rest;
using sluice::test::has;

namespace {

const LinkBase kItems{"https://api.example.com/v1", {"items", "7"}, false, {"old.example.com"}};

// The target as a link without a host, or why there is none.
std::string followed(const std::string& link, const LinkBase& base = kItems) {
  const auto target = link_target(base, link);
  return target ? link_text(base, *target) : target.status().message();
}

}  // namespace

TEST_CASE("links are read against the request, as RFC 3986 says") {
  CHECK(followed("https://api.example.com/v1/items?a=1&a=2#x") == "/v1/items?a=1&a=2");
  CHECK(followed("HTTPS://API.example.com:443/v1/a%20b/") == "/v1/a%20b/");
  CHECK(followed("//api.example.com/v1/items") == "/v1/items");
  CHECK(followed("/v1/items?q=%C3%A9+b&empty=&flag") == "/v1/items?q=%C3%A9%20b&empty=&flag=");
  CHECK(followed("8?p=2") == "/v1/items/8?p=2");
  CHECK(followed("?p=2") == "/v1/items/7?p=2");
  CHECK(followed("/v1/a%2Fb") == "/v1/a%2Fb");
  CHECK(followed("/", {"http://h", {"x"}, false, {}}) == "/");
  CHECK(followed("a", {"http://h", {"x"}, true, {}}) == "/x/a");
}

TEST_CASE("a link text is read as the same, whatever the request") {
  const auto target = link_target(kItems, "?a=%2B%26&b=c%3D");
  REQUIRE(target.ok());
  const LinkBase other{kItems.address, {"elsewhere"}, false, {}};
  CHECK(followed(link_text(kItems, *target), other) == "/v1/items/7?a=%2B%26&b=c%3D");
}

TEST_CASE("links to other systems and out of the base are refused, without their query") {
  CHECK(has(followed("https://evil.example.com/v1/x?key=secret"), "leads to another system"));
  CHECK_FALSE(has(followed("https://evil.example.com/v1/x?key=secret"), "secret"));
  CHECK(has(followed("//evil.example.com/v1/x"), "leads to another system"));
  CHECK(has(followed("https://user@api.example.com/v1/x"), "leads to another system"));
  CHECK(has(followed("https://api.example.com.evil.com/v1"), "leads to another system"));
  CHECK(has(followed("https://api.example.com:8443/v1"), "leads to another system"));
  CHECK(has(followed("ftp://api.example.com/v1"), "is not http or https"));
  CHECK(has(followed("/v2/items"), "is not below the client's base_uri, which ends in /v1"));
  CHECK(has(followed("#top"), "is empty"));
  CHECK(followed("http://old.example.com:80/v1/x") == "/v1/x");
}

TEST_CASE("a Link header gives the address of a relation") {
  CHECK(link_of(R"(<a?x=1,2;3>; rel="next")", "next") == "a?x=1,2;3");
  CHECK(link_of("<a>; rel=prev, <b>;rel=next", "next") == "b");
  CHECK(link_of(R"(<a>; title="x, rel=next; <c>"; rel=last , < b >; REL="first NEXT")", "next") ==
        "b");
  CHECK(link_of("<a>; rel=\"nextish\"", "next") == std::nullopt);
  CHECK(link_of("<a; rel=next", "next") == std::nullopt);
  CHECK(link_of("", "next") == std::nullopt);
}
