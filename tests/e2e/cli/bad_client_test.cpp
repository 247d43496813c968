// What check says of components whose client cannot be made.
#include <doctest/doctest.h>

#include <algorithm>

#include "program.hpp"

using namespace sluice::test;

namespace {

// The pipeline's parts have faults of their own, each in what only the component itself knows.
std::string config(const std::string& clients) {
  return clients + R"(pipelines:
  p:
    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: prodcuts}
    publishers:
      - {use: lightspeedhq.publisher, client: shop, entity: customers, action: udpate}
  q:
    subscriber:
      use: lightspeedhq.subscriber
      client: shop
      entity: products
      request: {query: {delted: true}}
    publishers:
      - {use: file.publisher, path: out.ndjson}
  r:
    subscriber:
      use: lightspeedhq.webhook
      client: shop
      types: [product.update]
      secret: s
      path: hooks
    publishers:
      - {use: file.publisher, path: hooks.ndjson}
)";
}

std::string check(const std::string& clients) {
  const Program program;
  program.folder().write("c.yaml", config(clients));
  const Ran ran = program.run("check c.yaml");
  CHECK(ran.code == 2);
  return ran.err;
}

void tells_the_rest(const std::string& told) {
  CAPTURE(told);
  CHECK(has(told, "did you mean \"products\"?"));
  CHECK(has(told, "customers has no action \"udpate\" (did you mean \"update\"?)"));
  CHECK(has(told, "did you mean \"deleted\"?"));
  CHECK(has(told, "(/pipelines/r/subscriber/path)"));
  // The client's own fault is told once, at the client.
  CHECK_FALSE(has(told, "a lightspeedhq.client is needed"));
  CHECK_FALSE(has(told, "could not be made"));
}

}  // namespace

TEST_CASE("a client with a wrong setting does not hide what is wrong with its users") {
  const std::string told =
      check("clients: {shop: {use: lightspeedhq.client, base_uri: nowhere, token: t}}\n");
  CHECK(has(told, "(/clients/shop/base_uri)"));
  tells_the_rest(told);
}

TEST_CASE("neither does a client that lacks a setting or has an unknown one") {
  tells_the_rest(check("clients: {shop: {use: lightspeedhq.client, token: t}}\n"));
  tells_the_rest(
      check("clients: {shop: {use: lightspeedhq.client, tokn: t, base_uri: 'http://a'}}\n"));
}

TEST_CASE("neither does a client of a component that no plugin has, or one that is not there") {
  tells_the_rest(check("clients: {shop: {use: lightspeed.client}}\n"));
  tells_the_rest(
      check("clients: {other: {use: lightspeedhq.client, base_uri: 'http://a', token: t}}\n"));
}

TEST_CASE("users without a fault of their own say nothing beside a bad client") {
  const Program program;
  program.folder().write("c.yaml", R"(clients:
  shop: {use: lightspeedhq.client, base_uri: nowhere, token: t}
pipelines:
  p:
    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: products}
    publishers: [{use: lightspeedhq.publisher, client: shop, entity: customers, action: update}]
  r:
    subscriber: {use: lightspeedhq.webhook, client: shop, types: [product.update], secret: s}
    publishers: [{use: file.publisher, path: hooks.ndjson}]
)");
  const Ran ran = program.run("check c.yaml");
  CHECK(ran.code == 2);
  CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 1);
  CHECK(has(ran.err, "(/clients/shop/base_uri)"));
}

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
