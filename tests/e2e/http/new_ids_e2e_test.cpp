// Several changes of one new record on a page: the target gets it once, then its changes, though
// its id is known only when a hook has remembered it.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "program.hpp"

using namespace sluice::test;

namespace {

// What is known by its sku is changed, the rest is created, and remembered when it is there.
struct Shop : Program {
  explicit Shop(const std::string& in = kThree) { folder().write("in.ndjson", in); }

  static constexpr const char* kThree =
      "{\"sku\":\"a\",\"n\":1}\n{\"sku\":\"b\",\"n\":1}\n{\"sku\":\"a\",\"n\":2}\n"
      "{\"sku\":\"a\",\"n\":3}\n{\"sku\":\"c\",\"n\":1}\n";

  // `steps` of the pipeline, `own` of both targets.
  void write(const std::string& steps, const std::string& own = {}, const std::string& more = {},
             const std::string& key = "record.sku") const {
    const std::string before = own.empty() ? "" : "    transformers: [" + own + "]\n";
    folder().write("p.yaml",
                   "host: {state: state}\ntables: {ids: {store: true}}\npipelines:\n  p:\n"
                   "    subscriber: {use: file.subscriber, path: in.ndjson}\n" +
                       more + "    transformers: [" + steps +
                       "]\n    to: [created, changed]\noutgoing:\n  created:\n" + before +
                       "    where: \"!id\"\n"
                       "    publisher: {use: file.publisher, path: created.ndjson}\n"
                       "    on_success: [{use: core.remember, table: ids, key: " +
                       key + ", value: record.sku}]\n  changed:\n" + before +
                       "    where: \"id\"\n"
                       "    publisher: {use: file.publisher, path: changed.ndjson}\n");
  }
  Ran run_it() const { return run("run p.yaml --quiet --plugins " TEST_PLUGINS); }
  std::string created() const { return text("created.ndjson"); }
  std::string changed() const { return text("changed.ndjson"); }

 private:
  // "a1 b1 "
  std::string text(const char* file) const {
    const std::string lines = read_file(folder() / file);
    std::string out;
    for (size_t at = lines.find("\"sku\":\""); at != lines.npos;
         at = lines.find("\"sku\":\"", at + 1))
      out += lines[at + 7] + std::string(1, lines[lines.find("\"n\":", at) + 4]) + " ";
    return out;
  }
};

constexpr const char* kLookup = "{use: core.lookup, table: ids, key: sku, as: id, missing: null}";

}  // namespace

TEST_CASE("changes of a new record on one page are one creation, and changes of it in order") {
  const Shop shop;
  SUBCASE("looked up by core.lookup") { shop.write(kLookup); }
  SUBCASE("looked up in an expression") {
    shop.write("{use: core.map, set: {id: \"lookup('ids', sku)\"}}");
  }
  SUBCASE("behind steps that remember, too") {
    shop.write(
        std::string("{use: core.distinct, by: [sku, n]}, {use: core.changed, by: [sku, n]}, ") +
        kLookup);
  }
  SUBCASE("in an order") { shop.write(kLookup, "", "    order_by: n\n"); }
  const Ran ran = shop.run_it();
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(shop.created() == "a1 b1 c1 ");
  CHECK(shop.changed() == "a2 a3 ");
}

TEST_CASE("a record that waited is known to all steps once, and comes again only if it changed") {
  const Shop shop;
  shop.write(std::string("{use: core.changed, by: [sku, n]}, ") + kLookup);
  REQUIRE(shop.run_it().code == 0);
  shop.folder().write("in.ndjson", std::string(Shop::kThree) + "{\"sku\":\"a\",\"n\":3}\n");
  REQUIRE(shop.run_it().code == 0);
  CHECK(shop.changed() == "a2 a3 ");
}

TEST_CASE("a record that waits is not failed by what its step makes of the missing row") {
  const Shop shop("{\"sku\":\"a\",\"n\":1,\"new\":true}\n{\"sku\":\"a\",\"n\":2}\n");
  shop.write(
      "{use: core.map, set: {state: \"lookup('ids', sku) || new || to_number('x') + `1`\"}}, " +
      std::string(kLookup));
  const Ran ran = shop.run_it();
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(shop.created() == "a1 ");
  CHECK(shop.changed() == "a2 ");
}

TEST_CASE("a pipeline's own core.remember counts for the next records of the page") {
  const Shop shop;
  shop.folder().write("p.yaml",
                      "host: {state: state}\ntables: {seen: {store: true}}\npipelines:\n  p:\n"
                      "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                      "    transformers:\n"
                      "      - {use: core.filter, where: \"!lookup('seen', sku)\"}\n"
                      "      - {use: core.remember, table: seen, key: sku}\n"
                      "    publisher: {use: file.publisher, path: created.ndjson}\n");
  REQUIRE(shop.run_it().code == 0);
  CHECK(shop.created() == "a1 b1 c1 ");
}

TEST_CASE("a target's own lookups wait for its hooks") {
  const Shop shop;
  shop.folder().write(
      "p.yaml",
      "host: {state: state}\ntables: {ids: {store: true}}\npipelines:\n  p:\n"
      "    subscriber: {use: file.subscriber, path: in.ndjson}\n    to: shop\noutgoing:\n  shop:\n"
      "    transformers:\n      - {use: core.distinct, by: [sku, n]}\n"
      "      - {use: core.map, set: {known: \"lookup('ids', sku, `0`)\"}}\n"
      "    publisher: {use: file.publisher, path: created.ndjson}\n"
      "    on_success: [{use: core.remember, table: ids, key: record.sku, value: record.n}]\n");
  REQUIRE(shop.run_it().code == 0);
  const std::string lines = read_file(shop.folder() / "created.ndjson");
  CHECK(shop.created() == "a1 b1 c1 a2 a3 ");
  CHECK(has(lines, "\"n\":2,\"known\":1"));
  CHECK(has(lines, "\"n\":3,\"known\":2"));
}

TEST_CASE("changes of a new record that all parked are one creation when they are sent again") {
  const Shop shop;
  SUBCASE("they parked before they were looked up") {
    shop.write(std::string("{use: core.fail, when: \"!lookup('open', 'x')\", message: closed}, ") +
                   kLookup,
               "", "", "record.sku");
  }
  SUBCASE("they parked behind that") {
    shop.write(std::string(kLookup) +
                   ", {use: core.fail, when: \"!lookup('open', 'x')\", message: closed}",
               "", "", "record.sku");
  }
  SUBCASE("they parked at a target's own step") {
    shop.write(kLookup, "{use: core.fail, when: \"!lookup('open', 'x')\", message: closed}");
  }
  const std::string config = read_file(shop.folder() / "p.yaml");
  shop.folder().write("p.yaml",
                      "host: {state: state}\ntables: {ids: {store: true}, open: {store: true}}" +
                          config.substr(config.find("\npipelines")));
  REQUIRE(shop.run_it().code == 3);
  CHECK(shop.created().empty());
  const auto run = [&](const std::string& words) {
    const Ran ran = shop.run(words + " --plugins " TEST_PLUGINS);
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
  };
  run("table set p.yaml open x 1");
  run("tasks retry p.yaml --all --quiet");
  CHECK(shop.created() == "a1 b1 c1 ");
  CHECK(shop.changed() == "a2 a3 ");
}

TEST_CASE("records wait only for tables that the pipeline itself puts rows into") {
  const Shop shop;
  shop.folder().write("p.yaml",
                      "host: {state: state}\ntables: {ids: {store: true}}\npipelines:\n  p:\n"
                      "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                      "    transformers: [" +
                          std::string(kLookup) +
                          "]\n    publisher: {use: file.publisher, path: created.ndjson}\n");
  REQUIRE(shop.run_it().code == 0);
  CHECK(shop.created() == "a1 b1 a2 a3 c1 ");
}

TEST_CASE("check warns of a backlog in which records wait with rows that its hooks put later") {
  const Shop shop;
  shop.write(kLookup);
  const Ran warned = shop.run("check p.yaml --plugins " TEST_PLUGINS);
  CHECK(warned.code == 0);
  CHECK_MESSAGE(has(warned.err + warned.out, "set backlog: off"), warned.err);
  std::string text = read_file(shop.folder() / "p.yaml");
  text.insert(text.find("    where: \"!id\""), "    backlog: off\n");
  shop.folder().write("p.yaml", text);
  const Ran quiet = shop.run("check p.yaml --plugins " TEST_PLUGINS);
  CHECK(quiet.code == 0);
  CHECK_FALSE(has(quiet.err + quiet.out, "backlog"));
}
