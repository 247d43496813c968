// core.order as a step of its own: wherever it stands, its records never overtake each other.
#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <string>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

constexpr const char* kOrderStep = "{use: core.order, order_by: cust}";
constexpr const char* kLookupOfSku =
    "{use: core.lookup, table: ids, key: sku, as: id, missing: null}";

std::string transformers_of(const std::string& steps) {
  return steps.empty() ? "" : "    transformers: [" + steps + "]\n";
}

// Three records of one customer and two of others, to one target with steps of its own.
struct OrderedPipeline : Program {
  void write(const std::string& steps, const std::string& own, const std::string& publisher,
             const std::string& clients = {}) const {
    folder().write("in.ndjson",
                   "{\"sku\":\"a\",\"cust\":1,\"n\":1}\n{\"sku\":\"a\",\"cust\":1,\"n\":2}\n"
                   "{\"sku\":\"b\",\"cust\":1,\"n\":3}\n{\"sku\":\"c\",\"cust\":2,\"n\":4}\n"
                   "{\"sku\":\"d\",\"cust\":3,\"n\":5}\n");
    folder().write("p.yaml", "host: {state: state}\ntables: {ids: {store: true}}\n" + clients +
                                 "pipelines:\n  p:\n    retry: {attempts: 3, initial_ms: 1}\n"
                                 "    subscriber: {use: file.subscriber, path: in.ndjson}\n" +
                                 transformers_of(steps) + "    to: shop\noutgoing:\n  shop:\n" +
                                 transformers_of(own) + "    publisher: " + publisher + "\n");
  }
  Ran sluice(const std::string& arguments) const {
    return run(arguments + " --quiet --plugins " TEST_PLUGINS);
  }
};

// "123"
std::string numbers_of(const std::string& text) {
  std::string out;
  for (size_t at = text.find("\"n\":"); at != text.npos; at = text.find("\"n\":", at + 1))
    out += text[at + 4];
  return out;
}

// Takes records, those of one number only the second time, and answers a request for another one
// only when two more have come.
class LateTarget {
 public:
  std::atomic<int> refuses_all{0};  // with this status
  std::string late = {}, held = {}, refused = {};

  std::string origin() const { return server_.origin(); }
  std::string taken() {
    const std::lock_guard lock(mutex_);
    return taken_;
  }

 private:
  Reply reply(const std::string& request, size_t count) {
    if (refuses_all) return Reply{response(refuses_all, "")};
    const std::lock_guard lock(mutex_);
    const std::string number = numbers_of(request);
    if (number == refused) return Reply{response(422, "")};
    if (number == late && asked_.insert(number).second) return Reply{response(503, "")};
    taken_ += number;
    return Reply{response(200, ""), false, number == held ? count + 2 : 0};
  }

  std::mutex mutex_;
  std::string taken_;
  std::set<std::string> asked_;
  ScriptedServer server_{
      [this](const std::string& request, size_t count) { return reply(request, count); }};
};

constexpr const char* kOneAtATime = ", in_flight: 1}";

// All tasks, with several requests under way.
Ran retry_all(const OrderedPipeline& program) {
  std::string text = read_file(program.folder() / "p.yaml");
  text.replace(text.find(kOneAtATime), std::string(kOneAtATime).size(), ", in_flight: 4}");
  program.folder().write("p.yaml", text);
  return program.sluice("tasks retry p.yaml --all");
}

// `more` of the target.
void write(const OrderedPipeline& program, const LateTarget& shop, bool own,
           const std::string& more) {
  program.write(own ? "" : kOrderStep, own ? kOrderStep : "",
                "{use: http.publisher, client: c, method: POST, path: /x" +
                    std::string(more.empty() ? kOneAtATime : ", in_flight: 4}") + more,
                "clients:\n  c: {use: http.client, base_uri: '" + shop.origin() +
                    "', proxy: '', retry: {attempts: 1}}\n");
}

}  // namespace

TEST_CASE("a record that waits for a row keeps its place in an order that a step gives") {
  const OrderedPipeline program;
  const std::string file =
      "{use: file.publisher, path: out.ndjson}\n"
      "    on_success: [{use: core.remember, table: ids, key: record.sku, value: record.n}]";
  const std::string lookup = kLookupOfSku, both = lookup + ", " + kOrderStep;
  SUBCASE("behind the lookup") { program.write(both, "", file); }
  SUBCASE("of the target, behind a lookup of the pipeline") {
    program.write(lookup, kOrderStep, file);
  }
  SUBCASE("of the target, behind a lookup of its own") { program.write("", both, file); }
  SUBCASE("of the pipeline, before a lookup of the target") {
    program.write(kOrderStep, lookup, file);
  }
  const Ran ran = program.sluice("run p.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(numbers_of(read_file(program.folder() / "out.ndjson")) == "12345");
}

TEST_CASE("a drain keeps the order that a step gives, and what it leaves has it, too") {
  for (const bool own : {false, true}) {
    CAPTURE(own);
    LateTarget shop;
    const OrderedPipeline program;
    write(program, shop, own, "\n    backlog: on");
    shop.refuses_all = 503;
    REQUIRE(program.sluice("run p.yaml").code == 3);
    shop.late = "2";
    shop.refused = "4";
    shop.refuses_all = 0;
    REQUIRE(program.sluice("backlog try p.yaml p").code == 0);
    const Ran drained = program.sluice("run p.yaml");
    CHECK_MESSAGE(drained.code == 3, drained.err);
    std::string taken = shop.taken();
    std::erase(taken, '5');  // of another order
    CHECK(taken == "123");
    // Nothing of its own order was delivered since.
    shop.refused.clear();
    CHECK(program.sluice("tasks retry p.yaml --all").code == 0);
    CHECK(shop.taken().ends_with("4"));
  }
}

TEST_CASE("a retry knows what a drain delivered since, and does not put a record over it") {
  LateTarget shop;
  const OrderedPipeline program;
  write(program, shop, false, "\n    backlog: on");
  const std::string all = read_file(program.folder() / "in.ndjson");
  program.folder().write("in.ndjson", all.substr(0, all.find('\n') + 1));
  shop.refuses_all = 422;
  REQUIRE(program.sluice("run p.yaml").code == 3);
  std::ofstream(program.folder() / "in.ndjson", std::ios::app) << all.substr(all.find('\n') + 1);
  shop.refuses_all = 503;
  REQUIRE(program.sluice("run p.yaml").code == 3);
  shop.refuses_all = 0;
  REQUIRE(program.sluice("backlog try p.yaml p").code == 0);
  REQUIRE(program.sluice("run p.yaml").code == 0);
  REQUIRE(shop.taken().size() == 4);
  CHECK(program.sluice("tasks retry p.yaml --all").code == 3);
  CHECK(shop.taken().size() == 4);
}

TEST_CASE("a retry keeps the order that a step gave, and what it was given by may be gone") {
  LateTarget shop;
  const OrderedPipeline program;
  SUBCASE("by a step of the pipeline") { write(program, shop, false, ""); }
  SUBCASE("by a step of the target") { write(program, shop, true, ""); }
  SUBCASE("by a step before others") {
    write(program, shop, false, "");
    std::string text = read_file(program.folder() / "p.yaml");
    text.insert(text.find(kOrderStep) + std::string(kOrderStep).size(),
                ", {use: core.map, drop: [cust]}");
    program.folder().write("p.yaml", text);
  }
  shop.refuses_all = 422;
  REQUIRE(program.sluice("run p.yaml").code == 3);
  shop.held = "1";
  shop.refuses_all = 0;
  const Ran retried = retry_all(program);
  CHECK_MESSAGE(retried.code == 0, retried.err);
  CHECK_MESSAGE(shop.taken().ends_with("23"), shop.taken());
}

TEST_CASE("tasks in another state keep their order") {
  LateTarget shop;
  const OrderedPipeline program;
  write(program, shop, false, "");
  shop.refuses_all = 422;
  REQUIRE(program.sluice("run p.yaml").code == 3);
  const Ran exported = program.run("tasks export p.yaml --all --plugins " TEST_PLUGINS);
  REQUIRE_MESSAGE(exported.code == 0, exported.err);
  program.folder().write("tasks.ndjson", exported.out);
  std::filesystem::remove_all(program.folder() / "state");
  const Ran imported = program.sluice("tasks import p.yaml tasks.ndjson");
  REQUIRE_MESSAGE(imported.code == 0, imported.err);
  shop.held = "1";
  shop.refuses_all = 0;
  CHECK(retry_all(program).code == 0);
  CHECK_MESSAGE(shop.taken().ends_with("23"), shop.taken());
}
