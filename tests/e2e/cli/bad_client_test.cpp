// What check still says of components whose client is wrong.
#include <doctest/doctest.h>

#include "program.hpp"

using namespace sluice::test;

TEST_CASE("components of a bad client are checked all the same") {
  const Program program;
  program.folder().write(
      "c.yaml",
      "clients:\n"
      "  shop: {use: lightspeedhq.client, base_uri: \"ftp://x\", token: t0123456789}\n"
      "pipelines:\n"
      "  p:\n"
      "    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: prodcts}\n"
      "    publishers:\n"
      "      - {use: lightspeedhq.publisher, client: shop, entity: customers, action: "
      "frobnicate}\n"
      "  q:\n"
      "    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: products}\n"
      "    publishers: [{use: file.publisher, path: q.ndjson}]\n");
  const Ran ran = program.run("check c.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "/clients/shop"));
  CHECK(has(ran.err, "/pipelines/p/subscriber/entity"));
  CHECK(has(ran.err, "/pipelines/p/publishers/0/action"));
  CHECK_FALSE(has(ran.err, "/pipelines/q"));
}
