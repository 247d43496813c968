#include <doctest/doctest.h>

#include "run_transformer.hpp"

using sluice::test::run_transformer;

TEST_CASE("a plugin built with clang and libc++ runs in this host") {
  const auto out = run_transformer(LIBCXX_PLUGIN, "example.shout", R"({"field":"name"})",
                                   R"({"id":1,"name":"caf\u00e9 au lait"})");
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  CHECK(*out == "{\"id\":1,\"name\":\"CAF\xc3\xa9 AU LAIT\"}\n");
}
