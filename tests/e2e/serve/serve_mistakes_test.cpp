// A folder of configs in which something is wrong: what does not need it runs.
#include <doctest/doctest.h>

#include "shop.hpp"

using namespace sluice::test;

namespace {

const std::string kToShop =
    "pipelines:\n  r:\n    schedule: {every: 1s}\n"
    "    subscriber: {use: file.subscriber, path: ../in.ndjson}\n"
    "    publisher: {use: http.publisher, client: target, path: /x}\n";

}  // namespace

TEST_CASE("a pipeline with a mistake does not run and status says why, the others run") {
  const Shop shop;
  shop.pipeline("p", "{every: 1s}");
  shop.pipeline("q", "\"61 * * * *\"");
  Child server = shop.serve();
  REQUIRE_MESSAGE(server.says("pipelines.q: does not run: shop/q.yaml:3:15: "), server.said());
  REQUIRE_MESSAGE(server.says("pipelines.p: run 1 done"), server.said());
  const std::string status = shop.run("status shop").out;
  CHECK_MESSAGE(has(status, "minute 61 is not 0 to 59"), status);
  shop.pipeline("q", "{every: 1s}");
  server.send(SIGHUP);
  CHECK(server.says("pipelines.q: run"));
}

TEST_CASE("a file that cannot be read stops the pipelines that need what is in it") {
  const Shop shop;
  shop.write("host.yaml", "host: {state: state}\n");
  shop.write("target.yaml",
             "clients: {target: {use: http.client, base_uri: 'http://127.0.0.1:9'\n");
  shop.write("r.yaml", kToShop);
  shop.pipeline("p", "{every: 1s}");
  Child server = shop.serve();
  REQUIRE_MESSAGE(server.says("shop/target.yaml:"), server.said());
  REQUIRE_MESSAGE(server.says("pipelines.r: does not run: shop/r.yaml:"), server.said());
  REQUIRE_MESSAGE(server.says("pipelines.p: run 1 done"), server.said());
}

TEST_CASE("a client with a mistake stops the pipelines that use it") {
  const Shop shop;
  shop.write("target.yaml", "clients: {target: {use: http.client, base_uri: 'nowhere'}}\n");
  shop.write("r.yaml", kToShop);
  shop.pipeline("p", "{every: 1s}");
  Child server = shop.serve();
  REQUIRE_MESSAGE(server.says("pipelines.r: does not run: shop/target.yaml:1:"), server.said());
  REQUIRE_MESSAGE(server.says("pipelines.p: run 1 done"), server.said());
}

TEST_CASE("if the host's settings may be in a file that cannot be read, nothing runs") {
  const Shop shop;
  shop.write("host.yaml", "host: {state: [\n");
  shop.pipeline("p", "{every: 1s}");
  const Ran ran = shop.run("serve shop");
  CHECK(ran.code == 2);
  CHECK_MESSAGE(has(ran.err, "shop/host.yaml:"), ran.err);
}

TEST_CASE("a mistake in what alerts are sent with stops the server") {
  const Shop shop;
  shop.write("host.yaml",
             "host: {state: state, on_failure: {to: chat}}\n"
             "clients: {target: {use: http.client, base_uri: 'nowhere'}}\n"
             "outgoing: {chat: {publisher: {use: http.publisher, client: target, path: /x}}}\n");
  shop.pipeline("p", "{every: 1s}");
  const Ran ran = shop.run("serve shop");
  CHECK(ran.code == 2);
  CHECK_MESSAGE(has(ran.err, "shop/host.yaml:2:"), ran.err);
}

TEST_CASE("what to write for a variable that is not set is shown as it is to be written") {
  const Program program;
  program.folder().write(
      "c.yaml",
      "host: {api: {listen: '127.0.0.1:0', token: '${API_TOKEN_THAT_IS_NOT_SET}'}}\n"
      "clients:\n"
      "  shop: {use: lightspeedhq.client, base_uri: 'https://x.retail.lightspeed.app',\n"
      "         token: '${SHOP_TOKEN_THAT_IS_NOT_SET}'}\n"
      "  any: {use: http.client, base_uri: 'https://x.example',\n"
      "        headers: {Authorization: 'Bearer ${HEADER_TOKEN_THAT_IS_NOT_SET}'}}\n"
      "pipelines:\n"
      "  p: {subscriber: {use: lightspeedhq.subscriber, client: shop, entity: products},\n"
      "      publisher: {use: http.publisher, client: any, path: /x}}\n");
  const Ran ran = program.run("check c.yaml");
  CHECK(ran.code == 2);
  for (const char* name : {"API", "SHOP", "HEADER"})
    CHECK_MESSAGE(has(ran.err, "write ${" + std::string(name) + "_TOKEN_THAT_IS_NOT_SET:-default}"),
                  ran.err);
}

TEST_CASE("a secret of a client that has no value is named as it is written") {
  const Program program;
  program.folder().write(
      "c.yaml",
      "host: {credential_key: '" + std::string(43, 'A') +
          "='}\nsecrets: {S1: a token}\nclients:\n  shop: {use: lightspeedhq.client, base_uri: "
          "'https://x.retail.lightspeed.app', token: '${secret:S1}'}\npipelines:\n  p: "
          "{subscriber: "
          "{use: lightspeedhq.subscriber, client: shop, entity: products}, publisher: {use: "
          "file.publisher, path: o}}\n");
  const Ran ran = program.run("check c.yaml");
  CHECK(ran.code == 2);
  CHECK_MESSAGE(has(ran.err, "${secret:S1}: no value is kept; run: sluice secret set CONFIG S1"),
                ran.err);
}
