// Targets with steps of their own, with the program as users have it.
#include <doctest/doctest.h>

#include <filesystem>

#include "program.hpp"

using namespace sluice::test;

namespace {

struct Own : Program {
  Own() {
    write("");
    folder().write("in.ndjson",
                   "{\"id\":1,\"price\":5,\"cost\":3}\n{\"id\":2,\"price\":0,\"cost\":1}\n"
                   "{\"id\":3,\"price\":\"free\",\"cost\":0}\n");
  }
  void write(const std::string& more) const {
    folder().write(
        "c.yaml",
        "outgoing:\n  shop:\n    where: price != `0`\n    transformers:\n"
        "      - {use: core.cast, fields: {price: integer}}\n"
        "      - {use: core.map, drop: [cost]}\n"
        "    publisher: {use: file.publisher, path: shop.ndjson}\n"
        "pipelines:\n  nightly:\n    subscriber: {use: file.subscriber, path: in.ndjson}\n"
        "    to: shop\n    publishers:\n"
        "      - {use: file.publisher, path: all.ndjson}\n" +
            more);
  }
  std::string text(const std::string& name) const { return read_file(folder() / name); }
};

}  // namespace

TEST_CASE("each target gets what its own steps leave, and the others are as they were") {
  const Own own;
  const Ran ran = own.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 3, ran.err);  // one is parked
  CHECK(own.text("shop.ndjson") == "{\"id\":1,\"price\":5}\n");
  CHECK(own.text("all.ndjson") == own.text("in.ndjson"));
  CHECK(has(ran.out, "shop (file.publisher): 1 delivered · 1 filtered · 1 parked"));
  CHECK(has(ran.out, "publishers[0] (file.publisher): 3 delivered · 0 filtered · 0 parked"));
  const Ran tasks = own.run("tasks list c.yaml");
  CHECK(has(tasks.out, "outgoing.shop.transformers[0] (core.cast)"));
}

TEST_CASE("own steps are checked and planned, and their faults are told at their places") {
  const Own own;
  CHECK(own.run("check c.yaml").code == 0);
  CHECK(own.run("plan c.yaml").code == 0);
  own.write("      - {use: file.publisher, path: x.ndjson, where: \"price >\"}\n");
  const Ran wrong = own.run("check c.yaml");
  CHECK(wrong.code == 2);
  CHECK_MESSAGE(has(wrong.err, "(/pipelines/nightly/publishers/1/where)"), wrong.err);
  own.write("      - {use: file.publisher, path: x.ndjson, where: \"id == ${ID}\"}\n");
  const Ran outside = own.run("check c.yaml", "ID=1");
  CHECK(outside.code == 2);
  CHECK_MESSAGE(has(outside.err, "/pipelines/nightly/publishers/1/where"), outside.err);
}

TEST_CASE("a target with own steps catches up alone") {
  const Own own;
  REQUIRE(own.run("run c.yaml").code == 3);
  std::filesystem::remove(own.folder() / "shop.ndjson");
  REQUIRE(own.run("state reset c.yaml nightly --publisher shop").code == 0);
  const Ran ran = own.run("run c.yaml nightly --publisher shop");
  CHECK_MESSAGE(ran.code == 3, ran.err);
  CHECK(own.text("shop.ndjson") == "{\"id\":1,\"price\":5}\n");
}

TEST_CASE("the resulting config shows own steps where they are written") {
  const Own own;
  const Ran printed = own.run("config print c.yaml");
  CHECK_MESSAGE(printed.code == 0, printed.err);
  CHECK(has(printed.out, "where: \"price != `0`\"  # c.yaml:3"));
}

TEST_CASE("a task of an own step is edited and sent, and passes no step twice") {
  const Own own;
  REQUIRE(own.run("run c.yaml").code == 3);
  own.folder().write("value", "{\"id\":3,\"price\":7,\"cost\":0}");
  REQUIRE(own.run("tasks edit c.yaml 1 --value value").code == 0);
  const Ran ran = own.run("tasks retry c.yaml 1");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(own.text("shop.ndjson") == "{\"id\":1,\"price\":5}\n{\"id\":3,\"price\":7}\n");
  CHECK(own.text("all.ndjson") == own.text("in.ndjson"));
}
