#include <doctest/doctest.h>

#include "run_transformer.hpp"

using sluice::test::run_transformer;

TEST_CASE("a plugin built on the header of ABI 1.0 loads and runs") {
  const auto out = run_transformer(OLD_PLUGIN, "old.stamp", "{}", R"({"id":1})");
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  CHECK(*out == "{\"id\":1,\"old\":\"yes\"}\n");
}
