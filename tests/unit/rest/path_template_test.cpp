#include "sluice/rest/path_template.hpp"

#include <doctest/doctest.h>

#include "unit/rest/host_rig.hpp"

using namespace sluice::rest;
using sluice::test::has;

namespace {

PathTemplate parsed(std::string_view text) {
  auto out = PathTemplate::parse(text);
  REQUIRE(out.ok());
  return *std::move(out);
}

Parameters with(std::string_view name, std::string value) {
  Parameters out;
  out.set(name, std::move(value));
  return out;
}

}  // namespace

TEST_CASE("parameters are put into their segments") {
  auto path = parsed("/orders/{order_id}/lines/{line_id}.txt");
  CHECK(path.parameters() == std::vector<std::string>{"order_id", "line_id"});
  Parameters values = with("order_id", "7");
  values.set("line_id", "a b");
  auto segments = path.fill(values, "/request/path");
  REQUIRE(segments.ok());
  CHECK(*segments == std::vector<std::string>{"orders", "7", "lines", "a b.txt"});
}

TEST_CASE("a missing parameter is named with its pointer") {
  auto status = parsed("/customers/{customer_id}").fill({}, "/request/path").status();
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(status.message() == "/request/path/customer_id: path parameter is missing");
}

TEST_CASE("values that would change the route are refused") {
  auto path = parsed("/customers/{id}");
  for (std::string value :
       {"", ".", "..", "%2e", "%2E%2e", ".%2e", "a/b", "a\\b", "a\rb", "a\nb", "..\t", "\x7f",
        "a%2Fb", "..%2f..", "a%5cb", "a%0d%0aX", "%252e%252E", "%25252f"}) {
    CAPTURE(value);
    auto status = path.fill(with("id", value), "/path").status();
    CHECK(status.code() == SLUICE_E_INVALID);
    CHECK(has(status.message(), "/path/id: path parameter"));
  }
}

TEST_CASE("what is given already is checked before the rest is there") {
  auto path = parsed("/orders/{order_id}/lines/{line_id}");
  CHECK(path.check(with("order_id", "7"), "/path").ok());
  CHECK(has(path.check(with("line_id", ".."), "/path").message(), "/path/line_id: "));
}

TEST_CASE("values that only look dangerous pass and are encoded by the host") {
  auto path = parsed("/customers/{id}");
  for (std::string value : {"a..b", "...x", "a%b", "a?b#c", "\xC3\xA4", "..%"}) {
    CAPTURE(value);
    CHECK(path.fill(with("id", value), "/path").ok());
  }
}

TEST_CASE("a template that is wrong is the connector's mistake") {
  for (std::string text : {"", "customers", "/a//b", "/{", "/{}", "/}", "/{a}{b}"}) {
    CAPTURE(text);
    CHECK(PathTemplate::parse(text).status().code() == SLUICE_E_INTERNAL);
  }
}

TEST_CASE("a slash at the end of a path is kept, and is no segment") {
  auto path = parsed("/items/{id}/");
  CHECK(path.ends_in_slash());
  auto segments = path.fill(with("id", "7"), "/path");
  REQUIRE(segments.ok());
  CHECK(*segments == std::vector<std::string>{"items", "7"});
  CHECK_FALSE(parsed("/items").ends_in_slash());
  for (const char* wrong : {"/", "//", "/items//", "/items//x"})
    CHECK(PathTemplate::parse(wrong).status().code() == SLUICE_E_INTERNAL);
}

TEST_CASE("where slashes are encoded a value may hold them, and still no dot segment") {
  auto path = parsed("/products/{sku}");
  constexpr auto kEncoded = PathTemplate::Slashes::kEncoded;
  for (std::string value : {"CLE-056621/6", "1/2 in", "a%2Fb", "/a", "a/", "a//b", "a.b/c.."}) {
    CAPTURE(value);
    auto segments = path.fill(with("sku", value), "/path", kEncoded);
    REQUIRE(segments.ok());
    CHECK(segments->back() == value);
  }
  for (std::string value : {"", "..", "../x", "a/..", "a/../b", "a/./b", "a%2F..%2Fb", "a/%2e%2e/b",
                            "a\\b", "a/b\n", "a%252f..%252fb"}) {
    CAPTURE(value);
    auto status = path.fill(with("sku", value), "/path", kEncoded).status();
    CHECK(has(status.message(), "/path/sku: path parameter"));
  }
}
