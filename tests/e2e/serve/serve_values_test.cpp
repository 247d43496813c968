// A command beside a server that was given other values from outside than the server has.
#include <doctest/doctest.h>

#include <filesystem>

#include "shop.hpp"

using namespace sluice::test;

namespace {

struct ShopOfValues : Shop {
  ShopOfValues() {
    write("p.yaml", R"(host: {env: [REGION]}
pipelines:
  p:
    subscriber: {use: file.subscriber, path: ../in.ndjson, incremental: false}
    transformers: [{use: core.map, set: {region: $env.REGION}}]
    publisher: {use: file.publisher, path: "../${OUT}.ndjson"}
)");
    env("live.env", "OUT=live\nREGION=eu\n");
    env("test.env", "OUT=test\nREGION=eu\n");
    env("us.env", "OUT=live\nREGION=us\n");
  }
  void env(const std::string& name, const std::string& text) const {
    folder().write(name, text);
    std::filesystem::permissions(folder() / name, std::filesystem::perms(0600));
  }
  Child serve() const {
    return Child(folder().path(), {"serve", "shop", "--env-file", "live.env"});
  }
  bool wrote(const std::string& name) const { return std::filesystem::exists(folder() / name); }
};

}  // namespace

TEST_CASE("a run beside a server with another --env-file is refused and says what differs") {
  const ShopOfValues shop;
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  const Ran run = shop.run("run shop p --env-file test.env");
  INFO(run.out, run.err);
  CHECK(run.code == 2);
  CHECK(has(run.err, "pipeline p: ../${OUT}.ndjson"));
  CHECK_FALSE(has(run.err, "live"));
  CHECK_FALSE(shop.wrote("live.ndjson"));
  CHECK_FALSE(shop.wrote("test.ndjson"));
}

TEST_CASE("a run beside a server with another variable is refused, also one of an expression") {
  const ShopOfValues shop;
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  CHECK(shop.run("run shop p", "OUT=test REGION=eu").code == 2);
  const Ran us = shop.run("run shop p --env-file us.env");
  INFO(us.out, us.err);
  CHECK(us.code == 2);
  CHECK(has(us.err, "pipeline p: $env.REGION"));
  CHECK_FALSE(shop.wrote("live.ndjson"));
}

TEST_CASE("a run beside a server with its values is the server's, wherever they come from") {
  const ShopOfValues shop;
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  CHECK(shop.run("run shop p", "OUT=live REGION=eu").code == 0);
  const Ran run = shop.run("run shop p --env-file live.env");
  INFO(run.out, run.err);
  CHECK(run.code == 0);
  CHECK(has(run.out, "→ live.ndjson"));
}

TEST_CASE("a run beside a server that does not know the outputs yet is told to reload") {
  const ShopOfValues shop;
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  shop.write("p.yaml",
             "pipelines: {p: {subscriber: {use: file.subscriber, path: ../in.ndjson}, publisher: "
             "{use: file.publisher, path: ../new.ndjson}}}");
  const Ran run = shop.run("run shop p --env-file live.env");
  INFO(run.out, run.err);
  CHECK(run.code == 2);
  CHECK(has(run.err, "pipeline p: its outputs"));
  REQUIRE(shop.run("reload shop --env-file live.env").code == 0);
  CHECK(shop.run("run shop p").code == 0);
  CHECK(shop.wrote("new.ndjson"));
}

TEST_CASE("tasks are not retried beside a server with another --env-file") {
  const ShopOfValues shop;
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  const Ran retried = shop.run("tasks retry shop --all --env-file test.env");
  INFO(retried.out, retried.err);
  CHECK(retried.code == 2);
  CHECK(has(retried.err, "${OUT}"));
}
