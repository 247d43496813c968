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
