// A config that is a folder, with the program as users have it.
#include <doctest/doctest.h>

#include <filesystem>

#include "program.hpp"

using namespace sluice::test;

namespace {

struct Shop : Program {
  Shop() {
    std::filesystem::create_directories(folder() / "shop/targets");
    write("sources.yaml",
          "incoming:\n  items:\n    subscriber: {use: file.subscriber, path: ../in.ndjson}\n"
          "    transformers: [{use: core.filter, where: active}]\n");
    write("targets/books.yaml",
          "outgoing:\n  books: {publisher: {use: file.publisher, path: ../../books.ndjson}}\n");
    write("pipelines.yaml", "pipelines:\n  nightly: {from: items, to: books}\n");
    folder().write("in.ndjson", "{\"id\":1,\"active\":true}\n{\"id\":2,\"active\":false}\n");
  }
  void write(const std::string& name, const std::string& text) const {
    folder().write("shop/" + name, text);
  }
};

}  // namespace

TEST_CASE("a folder is checked, planned and run as one config") {
  const Shop shop;
  const Ran checked = shop.run("check shop");
  CHECK_MESSAGE(checked.code == 0, checked.err);
  CHECK(has(shop.run("plan shop").out, "nightly"));
  const Ran ran = shop.run("run shop");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(read_file(shop.folder() / "books.ndjson") == "{\"id\":1,\"active\":true}\n");
}

TEST_CASE("a named target keeps its place when another one is put before it") {
  const Shop shop;
  REQUIRE(shop.run("run shop").code == 0);
  shop.write("targets/more.yaml",
             "outgoing:\n  more: {publisher: {use: file.publisher, path: ../../more.ndjson}}\n");
  shop.write("pipelines.yaml", "pipelines:\n  nightly: {from: items, to: [more, books]}\n");
  const Ran ran = shop.run("run shop");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(read_file(shop.folder() / "books.ndjson") == "{\"id\":1,\"active\":true}\n");
  CHECK(has(shop.run("state show shop").out, "books (file.publisher)"));
}

TEST_CASE("the state of a folder is found by the folder's name") {
  const Shop shop;
  REQUIRE(shop.run("run shop").code == 0);
  CHECK(std::filesystem::exists(shop.folder() / "shop/state/sluice.db"));
  const Ran shown = shop.run("state show shop nightly");
  CHECK_MESSAGE(shown.code == 0, shown.err);
  CHECK(has(shown.out, "pipeline nightly: walk finished"));
  CHECK(shop.run("tasks list shop").code == 0);
}

TEST_CASE("one file that cannot be read does not keep the tasks and the state of others away") {
  const Shop shop;
  shop.write("sources.yaml",
             "incoming:\n  items:\n    subscriber: {use: file.subscriber, path: ../in.ndjson}\n"
             "    transformers: [{use: core.fail, when: active, message: no}]\n");
  REQUIRE(shop.run("run shop").code == 3);
  for (const char* broken : {"pipelines:\n  other: [\n", "- a list\n", "\tx\n"}) {
    CAPTURE(broken);
    shop.write("other.yaml", broken);
    for (const char* command : {"tasks list shop", "tasks show shop 1", "state show shop nightly",
                                "backlog list shop", "runs list shop", "status shop"}) {
      CAPTURE(command);
      const Ran ran = shop.run(command);
      CHECK_MESSAGE(ran.code == 0, ran.err);
      CHECK(ran.err.find("warning: shop/other.yaml:") == 0);
      CHECK(ran.err.find('\n') == ran.err.size() - 1);
    }
  }
  shop.write("sources.yaml",
             "incoming:\n  items:\n    subscriber: {use: file.subscriber, path: ../in.ndjson}\n"
             "    transformers: [{use: core.fail, when: id == `0`, message: no}]\n");
  const Ran again = shop.run("tasks retry shop --all");
  CHECK_MESSAGE(again.code == 0, again.err);
  CHECK(has(again.err, "warning: shop/other.yaml:"));
  CHECK(has(read_file(shop.folder() / "books.ndjson"), "{\"id\":1,\"active\":true}\n"));
  CHECK(shop.run("check shop").code == 2);
}

TEST_CASE(
    "a file that cannot be read and may have the host's settings is an error, not a warning") {
  const Shop shop;
  REQUIRE(shop.run("run shop").code == 0);
  for (const char* broken : {"host: {state: elsewhere\n", "{\"host\" : {\n", "[\nhost:\n"}) {
    shop.write("other.yaml", broken);
    const Ran ran = shop.run("tasks list shop");
    CHECK(ran.code == 2);
    CHECK(ran.err.find("shop/other.yaml:") == 0);
    CHECK(shop.run("tasks list shop --state shop/state").code == 0);
  }
  shop.write("other.yaml", "clients: {a: {base_uri: 'http://localhost:80', x: [\n");
  CHECK(shop.run("tasks list shop").code == 0);
}

TEST_CASE("tasks of one pipeline are retried though another one is wrong") {
  const Shop shop;
  shop.write("sources.yaml",
             "incoming:\n  items:\n    subscriber: {use: file.subscriber, path: ../in.ndjson}\n"
             "    transformers: [{use: core.fail, when: active, message: no}]\n");
  REQUIRE(shop.run("run shop").code == 3);
  shop.write("other.yaml",
             "pipelines:\n  other: {subscriber: {use: nosuch.subscriber},"
             " publisher: {use: file.publisher, path: ../other.ndjson}}\n");
  const Ran retried = shop.run("tasks retry shop --all");
  CHECK_MESSAGE(retried.code == 3, retried.err);
  const Ran status = shop.run("status shop");
  CHECK(status.code == 0);
  CHECK(has(status.out, "other: does not run: shop/other.yaml:2:"));
  CHECK(shop.run("run shop").code == 2);
}

TEST_CASE("a config that is an output, in whatever file, is refused") {
  const Shop shop;
  shop.write(
      "targets/books.yaml",
      "outgoing:\n  books: {publisher: {use: file.publisher, path: ../../shop/sources.yaml}}\n");
  const Ran ran = shop.run("run shop");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "this is the configuration itself"));
}

TEST_CASE("a run of one pipeline does not ask for another one's variables") {
  const Shop shop;
  shop.write("other.yaml",
             "incoming:\n  other: {subscriber: {use: file.subscriber, path: \"${UNSET_PATH}\"}}\n"
             "outgoing:\n  others: {publisher: {use: file.publisher, path: ../others.ndjson}}\n"
             "pipelines:\n  other: {from: other, to: others}\n");
  CHECK(shop.run("run shop nightly").code == 0);
  const Ran all = shop.run("check shop");
  CHECK(all.code == 2);
  CHECK(has(all.err, "shop/other.yaml:2:"));
  CHECK(has(all.err, "UNSET_PATH is not set"));
}

TEST_CASE("variables come from a file, which wins over the environment") {
  const Shop shop;
  shop.write(
      "sources.yaml",
      "host: {env: [WORD]}\nincoming:\n  items:\n    subscriber: {use: file.subscriber, path: "
      "\"${INPUT}\"}\n    transformers: [{use: core.map, set: {word: $env.WORD}}]\n");
  shop.folder().write("a.env", "# of shop a\nINPUT=../in.ndjson\nWORD=from the file\n");
  const Ran ran = shop.run("run shop --env-file a.env", "INPUT=other.ndjson WORD=other");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(read_file(shop.folder() / "books.ndjson"), "\"word\":\"from the file\""));
}

TEST_CASE("a mistake in a file of variables, or its lack, is named and nothing runs") {
  const Shop shop;
  shop.folder().write("a.env", "INPUT=1\nno variable\n");
  Ran ran = shop.run("run shop --env-file a.env");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "a.env:2:1: is not NAME=value, nor a # comment"));
  ran = shop.run("run shop --env-file nosuch.env");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "nosuch.env: there is no such file"));
  ran = shop.run("run shop --env-file shop");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "shop: is a folder, and not a file; name a file in it"));
}

TEST_CASE("config print shows every value with its file and line, defaults, and no secret") {
  const Shop shop;
  shop.write(
      "hooks.yaml",
      "host:\n  credential_key: \"${KEY}\"\nclients:\n  web:\n    use: http.client\n    base_uri: "
      "http://127.0.0.1:1\n    token: very-secret-4711\n    proxy: "
      "\"http://me:pass-4711@127.0.0.1:2\"\n"
      "    headers: {X-Auth-Key: h-4711, X-Size: \"7\"}\n");
  const Ran ran = shop.run("config print shop", "KEY=c2VjcmV0LWtleS1vZi0zMi1ieXRlcy1sb25nISEhISE=");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "where: \"active\"  # shop/sources.yaml:4"));
  CHECK(has(ran.out, "  from: \"items\"  # shop/pipelines.yaml:2"));
  CHECK(has(ran.out, "  stop_grace: 10  # default"));
  CHECK(has(ran.out, "credential_key: \"${KEY}\"  # shop/hooks.yaml:2"));
  CHECK(has(ran.out, "token: \"[hidden]\"  # shop/hooks.yaml:7"));
  CHECK(has(ran.out, "proxy: \"[hidden]\"  # shop/hooks.yaml:8"));
  CHECK(has(ran.out, "X-Auth-Key: \"[hidden]\"  # shop/hooks.yaml:9"));
  CHECK(has(ran.out, "X-Size: \"7\"  # shop/hooks.yaml:9"));
  CHECK(!has(ran.out, "4711"));
  CHECK(!has(ran.out, "c2Vjc"));
  const Ran json =
      shop.run("config print shop --json", "KEY=c2VjcmV0LWtleS1vZi0zMi1ieXRlcy1sb25nISEhISE=");
  CHECK(has(
      json.out,
      R"({"pointer":"/pipelines/nightly/to","value":"books","file":"shop/pipelines.yaml","line":2})"));
  CHECK(!has(json.out, "4711"));
}
