#include "http/text/url.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace sluice;
using namespace sluice::http;

namespace {

Result<std::string> path(const std::vector<std::string>& segments) {
  std::vector<sluice_slice> slices;
  for (const std::string& s : segments) slices.push_back(slice(s));
  return build_path(slices);
}

std::string path_refusal(const std::string& segment) {
  auto built = path({"api", segment});
  CHECK_FALSE(built.ok());
  CHECK(built.status().code() == SLUICE_E_INVALID);
  return built.status().message();
}

}  // namespace

TEST_CASE("segments are encoded but for unreserved characters") {
  CHECK(*path({"api", "2.0", "a b?c#d&e"}) == "/api/2.0/a%20b%3Fc%23d%26e");
  CHECK(*path({"-._~AZaz09"}) == "/-._~AZaz09");
  CHECK(*path({"\xC3\xA9", "50%", "a;b=c:d@e"}) == "/%C3%A9/50%25/a%3Bb%3Dc%3Ad%40e");
  CHECK(*path({}) == "");
}

TEST_CASE("segments that would lead elsewhere are refused") {
  for (const std::string segment :
       {"", ".", "..", "a/b", "a\\b", "%2e", "%2E%2e", ".%2e", "a%2fb", "a%5Cb", "%252e%252e",
        "%25252e.", "a%252Fb", "a\rb", "a\nb", "a%0d%0ab", "%00", "a\x7F"}) {
    CAPTURE(segment);
    CHECK_FALSE(path({"api", segment}).ok());
  }
  CHECK_FALSE(path({std::string("a\0b", 3)}).ok());
}

TEST_CASE("a refused segment is named by position and reason, never by text") {
  CHECK(path_refusal("my-secret/..") ==
        "path segment 2 of 2 holds a slash or backslash; it would lead to another address");
  CHECK(path_refusal("%2e%2e") ==
        "path segment 2 of 2 is a dot segment once percent-decoded; it would "
        "lead to another address");
  CHECK(path_refusal("") == "path segment 2 of 2 is empty; it would lead to another address");
}

TEST_CASE("dots and percent signs that lead nowhere else are fine") {
  CHECK(path({"..."}).ok());
  CHECK(path({"a..b"}).ok());
  CHECK(path({"100%"}).ok());
  CHECK(path({"%zz"}).ok());
}

TEST_CASE("query names and values are encoded whole") {
  std::vector<sluice_pair> query = {{slice("a[]"), slice("x&y=z")}, {slice("b"), slice("")}};
  CHECK(build_query(query) == "?a%5B%5D=x%26y%3Dz&b=");
  CHECK(build_query({}) == "");
}

TEST_CASE("base URIs are taken apart") {
  auto base = parse_base_uri("HTTPS://Shop.Example.com/api/v2//");
  REQUIRE(base.ok());
  CHECK(base->origin.text() == "https://shop.example.com");
  CHECK(base->path == "/api/v2");
  CHECK(parse_base_uri("http://127.0.0.1:8080")->origin.text() == "http://127.0.0.1:8080");
  CHECK(parse_base_uri("http://[::1]:8080/")->origin.text() == "http://[::1]:8080");
  CHECK(parse_base_uri("https://h:443")->origin.text() == "https://h");
  CHECK(parse_base_uri("https://h:")->origin.text() == "https://h");
  CHECK(parse_base_uri("https://[2001:DB8:0::7]")->origin.text() == "https://[2001:db8::7]");
}

TEST_CASE("base URIs that are no plain address are refused") {
  for (const std::string text : {"",
                                 "shop",
                                 "shop.example.com",
                                 "ftp://h",
                                 "file:///etc/passwd",
                                 "http://",
                                 "http:///x",
                                 "http://h?x=1",
                                 "http://h/#f",
                                 "http://u:p@h",
                                 "http://u@h",
                                 "http://@h",
                                 "http://h/../x",
                                 "http://h/%2e%2e/x",
                                 "http://h/a\\b",
                                 "http://h/a b",
                                 "http://h\r\nX: y",
                                 "http://h:99999",
                                 "http://h:0",
                                 "http://h:x",
                                 "http://h:+80",
                                 "http://h:-80",
                                 "http://h:8,080",
                                 "http://[::1]x:80",
                                 "https://[shop.example]",
                                 "https://h%2e",
                                 "https://[fe80::1%25lo]",
                                 "http://h//x",
                                 "javascript://h"}) {
    CAPTURE(text);
    auto base = parse_base_uri(text);
    CHECK_FALSE(base.ok());
    CHECK_FALSE(base.status().message().empty());
  }
}

TEST_CASE("a refused base URI does not repeat its credentials") {
  CHECK(parse_base_uri("http://user:hunter22@h").status().message().find("hunter22") ==
        std::string::npos);
}

namespace {

std::string with_slashes(std::string_view text) {
  const sluice_slice one[] = {sluice::slice(text)};
  const auto path = build_path(one, Slashes::kEncoded);
  return path.ok() ? *path : path.status().message();
}

}  // namespace

TEST_CASE("by opt-in a slash within a segment leaves as %2F") {
  CHECK(with_slashes("CLE-056621/6") == "/CLE-056621%2F6");
  CHECK(with_slashes("/a//b/") == "/%2Fa%2F%2Fb%2F");
  CHECK(with_slashes("BAH-SB+7") == "/BAH-SB%2B7");
  CHECK(with_slashes("a%2Fb") == "/a%252Fb");
}

TEST_CASE("dot segments between slashes are refused all the same") {
  for (const char* text : {"..", "a/..", "../a", "a/../b", "a/./b", ".", "a/%2e%2e/b", "%2e%2e%2fa",
                           "a\\b", "a/%252e%252e", "a%5cb", ""}) {
    CAPTURE(text);
    CHECK(with_slashes(text).find("it would lead to another address") != std::string::npos);
  }
}

TEST_CASE("addresses for messages have no query, and their paths no slash at the end") {
  CHECK(without_query("https://h/a?b=c") == "https://h/a?...");
  CHECK(without_query("https://h/a") == "https://h/a");
  CHECK(path_of("https://h/a/b/?c=/d") == "/a/b");
  CHECK(path_of("https://h") == "");
  CHECK(path_of("https://h?x=/") == "");
}
