// Ids that a target returns are remembered and looked up, with the real program, a real server, and
// kills.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

constexpr int kTableCustomers = 300;

std::string customer_in(const std::string& request) {
  const size_t at = request.find("\"n\":");
  return request.substr(at + 4, request.find_first_of(",}", at) - at - 4);
}

Reply taken(const std::string& request) {
  return Reply{response(201, "{\"id\":\"srv-" + customer_in(request) + "\"}")};
}

// Customers n = 1 to kTableCustomers go to a server. `ids` has what it answers, `seen` what the
// pipeline itself remembers.
struct WithTables : Program {
  explicit WithTables(const std::string& origin) {
    std::ofstream records(folder() / "in.ndjson");
    // Twenty to a batch, so that many commits lie before the later kills.
    for (int n = 1; n <= kTableCustomers; n++)
      records << "{\"n\":" << n << ",\"note\":\"thirty letters of nothing much\"}\n";
    folder().write(
        "p.yaml",
        "host: {state: state, commit: {interval_ms: 1, max_batches: 2}}\ntables:\n"
        "  ids: {store: true}\n  seen: {store: true}\nclients:\n"
        "  target: {use: http.client, base_uri: '" +
            origin +
            "', proxy: '', retry: {attempts: 1}}\noutgoing:\n  shop:\n"
            "    publisher: {use: http.publisher, client: target, path: /in, in_flight: 4, "
            "on_crash: repeat}\n    on_success:\n"
            "      - {use: core.remember, table: ids, key: record.n, value: response.body.id}\n"
            "pipelines:\n  p:\n    retry: {attempts: 3, initial_ms: 1, max_ms: 2}\n"
            "    subscriber: {use: file.subscriber, path: in.ndjson, chunk_bytes: 1024}\n"
            "    transformers:\n"
            "      - {use: core.map, set: {before: \"lookup('ids', n)\"}}\n"
            "      - {use: core.remember, table: seen, key: n, value: n}\n"
            "    to: shop\n");
  }
  // Keys of a table as it is in the store.
  std::set<int> keys(const std::string& table) const {
    const Ran ran = run("table show p.yaml " + table);
    CHECK_MESSAGE(ran.code == 0, ran.err);
    std::set<int> out;
    for (size_t at = 0; at < ran.out.size(); at = ran.out.find('\n', at) + 1)
      out.insert(std::stoi(ran.out.substr(at)));
    return out;
  }
  // Records that the last commit counts as delivered.
  int committed() const {
    const Ran ran = run("state show p.yaml --json");
    const size_t at = ran.out.find("\"delivered\":");
    return at == std::string::npos ? 0 : std::stoi(ran.out.substr(at + 12));
  }
};

std::set<int> one_to(int last) {
  std::set<int> out;
  for (int n = 1; n <= last; n++) out.insert(n);
  return out;
}

}  // namespace

TEST_CASE("an id that a target gave is there for the next change of the same customer") {
  ScriptedServer server([](const std::string& request, size_t) { return taken(request); });
  const WithTables program(server.origin());
  CHECK(program.run("run p.yaml").code == 0);
  CHECK(program.run("table show p.yaml ids 7").out == "\"srv-7\"\n");
  std::ofstream(program.folder() / "in.ndjson", std::ios::app) << "{\"n\":7,\"name\":\"x\"}\n";
  CHECK(program.run("run p.yaml").code == 0);
  CHECK(server.seen().back().text.find("\"before\":\"srv-7\"") != std::string::npos);
}

TEST_CASE("what is remembered in a run is found by its next batch, before any commit") {
  ScriptedServer server([](const std::string& request, size_t) { return taken(request); });
  const WithTables program(server.origin());
  std::string text = read_file(program.folder() / "p.yaml");
  text.replace(text.find("interval_ms: 1, max_batches: 2"), 30, "interval_ms: 60000           ");
  program.folder().write("p.yaml", text);
  std::ofstream(program.folder() / "in.ndjson", std::ios::app) << "{\"n\":7,\"again\":1}\n";
  CHECK(program.run("run p.yaml").code == 0);
  const auto seen = server.seen();
  const auto again = std::find_if(seen.begin(), seen.end(), [](const auto& request) {
    return request.text.find("\"again\"") != std::string::npos;
  });
  REQUIRE(again != seen.end());
  CHECK(again->text.find("\"before\":\"srv-7\"") != std::string::npos);
}

TEST_CASE("a record that parks is not remembered") {
  ScriptedServer server([](const std::string& request, size_t) {
    return customer_in(request) == "7" ? Reply{response(422, "{}")} : taken(request);
  });
  const WithTables program(server.origin());
  CHECK(program.run("run p.yaml").code == 3);
  std::set<int> wanted = one_to(kTableCustomers);
  wanted.erase(7);
  CHECK(program.keys("ids") == wanted);
  CHECK(program.keys("seen") == wanted);
}

TEST_CASE(
    "whenever it is killed, a row is there if and only if its record was delivered and committed") {
  int most_committed = 0;
  for (const size_t when : {1u, 60u, 140u, 200u, 299u}) {
    CAPTURE(when);
    std::filesystem::path folder;
    ScriptedServer server([&](const std::string& request, size_t number) {
      if (number == when) kill(std::stoi(read_file(folder / "pid")), SIGKILL);
      return taken(request);
    });
    const WithTables program(server.origin());
    folder = program.folder().path();
    CHECK(program.run("run p.yaml", "echo $$ >pid && exec env").code == 128);
    const int committed = program.committed();
    most_committed = std::max(most_committed, committed);
    CHECK(program.keys("seen") == one_to(committed));
    // The target's own word counts when the target gave it, at the latest with the commit.
    const std::set<int> ids = program.keys("ids");
    const std::set<int> wanted = one_to(committed);
    CHECK(std::includes(ids.begin(), ids.end(), wanted.begin(), wanted.end()));
    CHECK(ids.size() < when + 4);
    CHECK(program.run("run p.yaml").code == 0);
    CHECK(program.keys("seen") == one_to(kTableCustomers));
    CHECK(program.keys("ids") == one_to(kTableCustomers));
  }
  CHECK(most_committed > 0);
}
