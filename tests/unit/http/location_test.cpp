#include "http/text/location.hpp"

#include <doctest/doctest.h>

using namespace sluice::http;

TEST_CASE("locations are resolved as RFC 3986 says") {
  CHECK(resolve("http://h/a/b?x", "c").url == "http://h/a/c");
  CHECK(resolve("http://h/a/b", "/c?d=1#f").url == "http://h/c?d=1");
  CHECK(resolve("http://h/a/b", "../c").url == "http://h/c");
  CHECK(resolve("http://h/a", "//other/c").origin.text() == "http://other");
  CHECK(resolve("http://h/a", "https://h/a").origin.text() == "https://h");
}

TEST_CASE("locations that are no address of http are refused") {
  for (const std::string location : {"ftp://h/", "file:///etc/passwd", "http://u:p@h/",
                                     "http://u@h/", "/a\r\nb", "\\\\h\\a", "javascript:alert(1)"}) {
    CAPTURE(location);
    CHECK(resolve("http://h/a", location).url == "");
  }
}

TEST_CASE("a location's path stays as it is encoded, and its slashes stay") {
  CHECK(resolve("http://h/a", "/b%2Fc//d?e=%2B+f").url == "http://h/b%2Fc//d?e=%2B+f");
  CHECK(resolve("http://h/a", "/50%zz/%2e%2e/x").url == "http://h/50%zz/%2e%2e/x");
}

TEST_CASE("dot segments of a location never lead above the root") {
  CHECK(resolve("http://h/a/b", "../../../c/./d/..").url == "http://h/c/");
  CHECK(resolve("http://h", "c").url == "http://h/c");
  CHECK(resolve("http://h/a/b", "https://h/x/../y").url == "https://h/y");
}

TEST_CASE("a location may be a query alone, a host alone, or nothing") {
  CHECK(resolve("http://h/a/b?x", "?y=/z").url == "http://h/a/b?y=/z");
  CHECK(resolve("http://h/a", "http://other?x").url == "http://other/?x");
  CHECK(resolve("http://h/a?x", "").url == "http://h/a?x");
}

TEST_CASE("a location's origin is compared by what it means, not by how it is written") {
  CHECK(resolve("http://h/a", "HTTP://H:80/b").url == "http://h/b");
  CHECK(resolve("http://[::1]/a", "http://[0:0:0::1]:80/b").url == "http://[::1]/b");
}

TEST_CASE("what no URL may hold leaves percent-encoded") {
  CHECK(resolve("http://h/a", "/b c/\xC3\xA9").url == "http://h/b%20c/%C3%A9");
}
