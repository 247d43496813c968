// What waits for a target that is down: `sluice run`, `sluice backlog` and `sluice serve` with a
// real HTTP server.
#include <doctest/doctest.h>

#include <atomic>

#include "shop.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

// From a file of three records to another file, and to a server that may be down.
struct TwoTargets : Shop {
  std::atomic<bool> down{true};
  ScriptedServer target{[this](const std::string&, size_t) {
    return sluice::http::test::Reply{response(down ? 503 : 201, "")};
  }};

  TwoTargets() {
    folder().write("in.ndjson", "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
    write("p.yaml", "clients:\n  target: {use: http.client, base_uri: '" + target.origin() +
                        "', proxy: '', retry: {attempts: 1}}\noutgoing:\n"
                        "  copy: {publisher: {use: file.publisher, path: ../out.ndjson}}\n"
                        "  web: {publisher: {use: http.publisher, client: target, path: /x}}\n"
                        "pipelines:\n  p:\n    retry: {attempts: 1}\n    to: [copy, web]\n"
                        "    subscriber: {use: file.subscriber, path: ../in.ndjson}\n");
  }
  // Another setting of the outgoing that may be down.
  void set(const std::string& setting) const {
    std::string text = read_file(folder() / "shop/p.yaml");
    text.replace(text.find("  web: {"), 8, "  web: {" + setting + ", ");
    write("p.yaml", text);
  }
};

}  // namespace

TEST_CASE("a run with a target that is down delivers to the others and says what waits") {
  const TwoTargets shop;
  const Ran ran = shop.run("run shop");
  CHECK(ran.code == 3);
  CHECK(has(ran.out, "web (http.publisher): 3 records wait until it takes records again: "));
  CHECK(read_file(shop.folder() / "out.ndjson") == "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
  const Ran list = shop.run("backlog list shop");
  CHECK(has(list.out, "pipeline p, web (http.publisher): 3 records wait"));
  CHECK(has(list.out, "down, tried 1 time"));
  CHECK(has(shop.run("backlog list shop --json").out, "\"records\":3"));
}

TEST_CASE("a backlog is given up by its target's name only") {
  const TwoTargets shop;
  REQUIRE(shop.run("run shop").code == 3);
  const Ran unknown = shop.run("backlog drop shop p shop");
  CHECK(unknown.code == 2);
  CHECK(has(unknown.err, "nothing waits for a target \"shop\""));
  CHECK(has(shop.run("backlog drop shop p web").out, "3 records given up"));
  CHECK(has(shop.run("backlog list shop").out, "nothing waits"));
  CHECK(shop.run("run shop").code == 0);
}

TEST_CASE("a server delivers what waits by itself once the target takes records again") {
  TwoTargets shop;
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  CHECK(shop.run("run shop").code == 3);
  CHECK(has(shop.run("runs list shop").out, "waiting"));
  CHECK(has(shop.run("runs show shop 1").out, "waiting: web (http.publisher): 3 records wait"));
  shop.down = false;
  REQUIRE(server.says("takes records again"));
  REQUIRE(server.says("done: read 0, filtered 0, delivered 3"));
  CHECK(has(shop.run("runs list shop").out, "backlog"));
  CHECK(has(shop.run("backlog list shop").out, "nothing waits"));
}

TEST_CASE("a server that starts delivers what an earlier process left") {
  TwoTargets shop;
  REQUIRE(shop.run("run shop").code == 3);
  shop.down = false;
  Child server = shop.serve();
  REQUIRE(server.says("done: read 0, filtered 0, delivered 3"));
  CHECK(has(shop.run("backlog list shop").out, "nothing waits"));
}

TEST_CASE("a server delivers what waits for a target that a reload brings back") {
  TwoTargets shop;
  const std::string both = read_file(shop.folder() / "shop/p.yaml");
  REQUIRE(shop.run("run shop").code == 3);
  std::string one = both;
  shop.write("p.yaml", one.replace(one.find("[copy, web]"), 11, "[copy]"));
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  CHECK(has(shop.run("run shop").out, "3 records wait"));
  shop.down = false;
  shop.write("p.yaml", both);
  REQUIRE(shop.run("reload shop").code == 0);
  REQUIRE(server.says("done: read 0, filtered 0, delivered 3"));
  CHECK(has(shop.run("backlog list shop").out, "nothing waits"));
}

TEST_CASE("a target with backlog off stops the run, and nothing waits") {
  const TwoTargets shop;
  shop.set("backlog: off");
  const Ran ran = shop.run("run shop");
  CHECK(ran.code == 1);
  CHECK(has(shop.run("backlog list shop").out, "nothing waits"));
}

TEST_CASE("lengths of a backlog that are none are named where they stand") {
  const TwoTargets shop;
  shop.set("backlog: {age: soon, longest_wait: 1ms}");
  const Ran ran = shop.run("check shop");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "/outgoing/web/backlog/age"));
  CHECK(has(ran.err, "/outgoing/web/backlog/longest_wait"));
}

TEST_CASE("a backlog that is wanted of what hooks lead to is refused by check") {
  const TwoTargets shop;
  std::string text = read_file(shop.folder() / "shop/p.yaml");
  text.replace(text.find("  copy: {"), 9, "  copy: {backlog: on, ");
  text.replace(text.find("  web: {"), 8, "  web: {then: copy, ");
  text.replace(text.find("[copy, web]"), 11, "[web]");
  shop.write("p.yaml", text);
  const Ran ran = shop.run("check shop");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "it gets only what the hooks of others leave (then)"));
}

TEST_CASE("what core.changed knows of a record that waits is forgotten if it is given up") {
  TwoTargets shop;
  std::string text = read_file(shop.folder() / "shop/p.yaml");
  text.replace(text.find("    to: ["), 9,
               "    transformers: [{use: core.changed, by: n}]\n    to: [");
  text.replace(text.find("path: ../in.ndjson"), 18, "path: ../in.ndjson, incremental: false");
  shop.write("p.yaml", text);
  REQUIRE(shop.run("run shop").code == 3);
  CHECK(has(shop.run("run shop").out, "0 delivered"));
  CHECK(has(shop.run("backlog list shop").out, "3 records wait"));
  CHECK(shop.run("backlog drop shop p web").code == 0);
  shop.down = false;
  CHECK(shop.run("run shop").code == 0);
  CHECK(read_file(shop.folder() / "out.ndjson") ==
        "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
}
