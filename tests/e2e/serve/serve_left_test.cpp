// Pipelines that are in the state, with something to deliver, and not in the configuration any
// more.
#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>

#include "shop.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

// A pipeline to a target that is down, and to a file.
struct Renamed : Shop {
  Renamed() { config("old"); }
  void config(const std::string& pipeline) const {
    write("c.yaml",
          "clients: {c: {use: http.client, base_uri: '" + target.origin() +
              "', proxy: '', retry: {attempts: 1}}}\noutgoing:\n  a: {retry: {attempts: "
              "1}, publisher: {use: http.publisher, client: c, path: '/a/{n}', method: "
              "PUT}}\n  f: {publisher: {use: file.publisher, path: ../f.ndjson}}\n"
              "pipelines: {" +
              pipeline +
              ": {subscriber: {use: file.subscriber, path: ../in.ndjson}, to: [a, f]}}\n");
  }

  mutable std::atomic<bool> up{false};
  mutable ScriptedServer target{
      [this](const std::string&, size_t) { return Reply{response(up ? 200 : 503, "")}; }};
};

constexpr const char* kLeft =
    "pipeline old is not in shop (any more), but these wait in the state, and nothing delivers "
    "them: 1 record of its backlogs.";

}  // namespace

TEST_CASE("a pipeline that was renamed with a backlog is named by every command, and moved") {
  const Renamed shop;
  REQUIRE(shop.run("run shop -q").code == 3);
  shop.config("new");
  for (const char* command : {"check shop", "status shop", "doctor shop"}) {
    const Ran ran = shop.run(command);
    INFO(command, ran.out, ran.err);
    CHECK(has(ran.out + ran.err, kLeft));
    CHECK(has(ran.out + ran.err, "sluice state rename shop old NEWNAME"));
  }
  const Ran moved = shop.run("state rename shop old new");
  INFO(moved.err);
  CHECK(moved.code == 0);
  shop.up = true;
  CHECK(shop.run("backlog try shop new").code == 0);
  const Ran ran = shop.run("run shop");
  INFO(ran.out, ran.err);
  CHECK(ran.code == 0);
  CHECK(has(shop.target.seen().back().text, "PUT /a/1"));
  CHECK(read_file(shop.folder() / "f.ndjson") == "{\"n\":1}\n");
  CHECK_FALSE(has(shop.run("check shop").err, "any more"));
}

TEST_CASE("a run of all pipelines ends with 3 while one that is left has something to deliver") {
  const Renamed shop;
  REQUIRE(shop.run("run shop -q").code == 3);
  shop.config("new");
  shop.up = true;
  const Ran ran = shop.run("run shop -q");
  CHECK(ran.code == 3);
  CHECK(has(ran.err, kLeft));
  const Ran refused = shop.run("state rename shop old new");
  CHECK(refused.code == 2);
  CHECK(has(refused.err, "pipeline new has a place or work of its own already"));
}

TEST_CASE("a server names a pipeline that is left at its start and at a reload") {
  const Renamed shop;
  REQUIRE(shop.run("run shop -q").code == 3);
  {
    Child server = shop.serve();
    REQUIRE(server.says("control API at "));
    shop.config("new");
    CHECK(shop.run("reload shop").code == 0);
    REQUIRE(server.says(kLeft));
    CHECK(has(shop.run("status shop").err, kLeft));
  }
  Child server = shop.serve();
  REQUIRE(server.says(kLeft));
}

TEST_CASE("a pipeline of a configuration beside this one, with the same state, is not left") {
  const Renamed shop;
  shop.folder().write("shop/beside.yaml", "");
  REQUIRE(shop.run("run shop/c.yaml -q").code == 3);
  std::filesystem::copy(shop.folder() / "shop/c.yaml", shop.folder() / "shop/d.yaml");
  shop.config("new");
  CHECK_FALSE(has(shop.run("check shop/c.yaml").err, "any more"));
}
