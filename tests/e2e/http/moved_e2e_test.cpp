// What is kept of steps and targets follows them when they move in the config.
#include <doctest/doctest.h>

#include <atomic>
#include <string>

#include "e2e/stop/child.hpp"
#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

// Reads all of its file with each run.
struct Moved : Program {
  void input(const std::string& lines) const { folder().write("in.ndjson", lines); }
  void write(const std::string& rest, const std::string& client = "") const {
    folder().write(
        "c.yaml",
        "host: {state: state}\n" + client +
            "pipelines:\n  p:\n    retry: {attempts: 1}\n"
            "    subscriber: {use: file.subscriber, path: in.ndjson, incremental: false}\n" +
            rest);
  }
  Ran sluice(const std::string& arguments) const {
    return run(arguments + " --plugins " TEST_PLUGINS);
  }
  // A run parks one record, whose task gets this value.
  void park_and_edit(const std::string& value) const {
    REQUIRE(sluice("run c.yaml").code == 3);
    folder().write("value", value);
    REQUIRE(sluice("tasks edit c.yaml 1 --value value").code == 0);
  }
  std::string text(const std::string& name) const { return read_file(folder() / name); }
};

const std::string kOut = "    publisher: {use: file.publisher, path: out.ndjson, mode: append}\n";

std::string client_of(const ScriptedServer& server) {
  return "clients:\n  c: {use: http.client, base_uri: '" + server.origin() +
         "', proxy: '', retry: {attempts: 1}}\n";
}

}  // namespace

TEST_CASE("a step with state knows it again behind a new step in front") {
  const Moved moved;
  moved.input("{\"id\":1}\n{\"id\":2}\n");
  moved.write("    transformers: [{use: core.distinct, by: id, keep: first, over: always}]\n" +
              kOut);
  REQUIRE(moved.sluice("run c.yaml").code == 0);
  moved.write(
      "    transformers:\n      - {use: core.map, set: {new: '`true`'}}\n"
      "      - {use: core.distinct, by: id, keep: first, over: always}\n" +
      kOut);
  const Ran ran = moved.sluice("run c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.err, "transformers[0] (core.distinct) -> transformers[1] (core.distinct)"));
  CHECK(moved.text("out.ndjson") == "{\"id\":1}\n{\"id\":2}\n");
}

TEST_CASE("a task goes on at its step, wherever that stands now") {
  const Moved moved;
  moved.input("{\"id\":1,\"n\":\"x\"}\n");
  const std::string count = "      - {use: core.map, set: {count: 'count + `1`'}}\n";
  const std::string cast = "      - {use: core.cast, fields: {n: integer}}\n";
  const std::string begin = "      - {use: core.map, set: {count: '`0`'}}\n";
  moved.write("    transformers:\n" + begin + count + cast + kOut);
  moved.park_and_edit("{\"id\":1,\"n\":\"7\",\"count\":1}");
  moved.write("    transformers:\n" + begin + cast + kOut);
  const Ran ran = moved.sluice("tasks retry c.yaml --all");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(moved.text("out.ndjson") == "{\"id\":1,\"n\":7,\"count\":1}\n");
}

TEST_CASE("a task of a step that is gone waits until its step is back") {
  const Moved moved;
  moved.input("{\"n\":\"x\"}\n");
  const std::string cast = "      - {use: core.cast, fields: {n: integer}}\n";
  const std::string log = "      - {use: core.cast, fields: {m: string}}\n";
  moved.write("    transformers:\n" + cast + log + kOut);
  moved.park_and_edit("{\"n\":\"7\"}");
  moved.write("    transformers:\n" + log + kOut);
  const Ran gone = moved.sluice("tasks retry c.yaml --all");
  CHECK(gone.code == 1);
  CHECK_MESSAGE(has(gone.err, "there is no step \"transformers[0] (core.cast) until "), gone.err);
  CHECK(moved.text("out.ndjson").empty());
  moved.write("    transformers:\n" + log + cast + kOut);
  const Ran back = moved.sluice("tasks retry c.yaml --all");
  CHECK_MESSAGE(back.code == 0, back.err);
  CHECK(moved.text("out.ndjson") == "{\"n\":7}\n");
}

TEST_CASE("what waits for a target is delivered there, whatever stands in front of it") {
  std::atomic<bool> down{true};
  ScriptedServer first(
      [&](const std::string&, size_t) { return Reply{response(down ? 503 : 200, "")}; });
  const Moved moved;
  moved.input("{\"id\":1}\n");
  const std::string to_first =
      "      - {use: http.publisher, client: c, method: POST, path: /first, backlog: on}\n";
  const std::string to_other =
      "      - {use: http.publisher, client: c, method: POST, path: /other, backlog: on}\n";
  moved.write("    publishers:\n" + to_first, client_of(first));
  moved.sluice("run c.yaml");
  REQUIRE(has(moved.sluice("backlog list c.yaml").out, "1 record waits"));
  moved.input("");
  down = false;
  moved.write("    publishers:\n" + to_other + to_first, client_of(first));
  REQUIRE(moved.sluice("backlog try c.yaml p").code == 0);
  const Ran ran = moved.sluice("run c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  const auto seen = first.seen();
  REQUIRE(!seen.empty());
  for (const auto& one : seen) CHECK(has(one.text, "POST /first "));
}

TEST_CASE("a named target that is called otherwise gets what waits for it") {
  std::atomic<bool> down{true};
  ScriptedServer server(
      [&](const std::string&, size_t) { return Reply{response(down ? 503 : 200, "")}; });
  const Moved moved;
  const auto write = [&](const std::string& name) {
    moved.write("    to: " + name + "\n", client_of(server) + "outgoing:\n  " + name +
                                              ": {publisher: {use: http.publisher, client: c, "
                                              "method: POST, path: /x}, backlog: on}\n");
  };
  moved.input("{\"id\":1}\n");
  write("books");
  moved.sluice("run c.yaml");
  REQUIRE(has(moved.sluice("backlog list c.yaml").out, "1 record waits"));
  const size_t before = server.seen().size();
  moved.input("");
  down = false;
  write("ledger");
  REQUIRE(moved.sluice("backlog try c.yaml p").code == 0);
  const Ran ran = moved.sluice("run c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK_MESSAGE(has(ran.err, "books (http.publisher) -> ledger (http.publisher)"), ran.err);
  CHECK(server.seen().size() == before + 1);
  CHECK(has(moved.sluice("backlog list c.yaml").out, "nothing waits"));
}

TEST_CASE("a task goes on in its case of a switch, whatever case stands in front of it") {
  const Moved moved;
  moved.input("{\"land\":\"DE\",\"price\":\"x\"}\n");
  const std::string cast = "{use: core.cast, fields: {price: integer}}";
  const auto of_case = [&](const std::string& land) {
    return "          - {when: \"land == '" + land + "'\", transformers: [" + cast +
           ", {use: core.map, set: {tax: \"'" + land + "'\"}}]}\n";
  };
  const auto write = [&](const std::string& cases) {
    moved.write("    transformers:\n      - switch:\n" + cases + kOut);
  };
  write(of_case("DE") + of_case("AT"));
  moved.park_and_edit("{\"land\":\"DE\",\"price\":\"7\"}");
  write(of_case("CH") + of_case("DE") + of_case("AT"));
  const Ran ran = moved.sluice("tasks retry c.yaml --all");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(moved.text("out.ndjson") == "{\"land\":\"DE\",\"price\":7,\"tax\":\"DE\"}\n");
}

TEST_CASE("a task of a target's own switch passes the rest of its case, and what is behind") {
  const Moved moved;
  moved.input("{\"n\":\"x\"}\n");
  moved.write(R"(    publishers:
      - use: file.publisher
        path: out.ndjson
        transformers:
          - switch:
              - {when: "n == 'z'", transformers: [{use: core.map, set: {other: '`true`'}}]}
              - when: "n != 'z'"
                transformers:
                  - switch:
                      - when: "n != 'z'"
                        transformers: [{use: core.cast, fields: {n: integer}}, {use: core.map, set: {a: n}}]
                  - {use: core.map, set: {b: a}}
            else: [{use: core.map, set: {other: '`true`'}}]
          - {use: core.map, set: {c: b}}
)");
  moved.park_and_edit("{\"n\":\"7\"}");
  const Ran ran = moved.sluice("tasks retry c.yaml --all");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(moved.text("out.ndjson") == "{\"n\":7,\"a\":7,\"b\":7,\"c\":7}\n");
}

TEST_CASE("tasks of a target do not go to another one that takes its place") {
  ScriptedServer server([&](const std::string&, size_t) { return Reply{response(422, "no")}; });
  const Moved moved;
  moved.input("{\"id\":1}\n");
  const auto write = [&](const std::string& to) {
    moved.write("    to: " + to + "\n", client_of(server) + R"(outgoing:
  customers: {publisher: {use: http.publisher, client: c, method: POST, path: /customers}}
  suppliers: {publisher: {use: http.publisher, client: c, method: POST, path: /suppliers}}
)");
  };
  write("customers");
  REQUIRE(moved.sluice("run c.yaml").code == 3);
  write("suppliers");
  CHECK(has(moved.sluice("tasks retry c.yaml --all").err, "there is no step \"customers ("));
  for (const auto& one : server.seen()) CHECK(has(one.text, "POST /customers "));
}

TEST_CASE("an output is gone on with after a kill, wherever its target stands now") {
  ScriptedServer server([](const std::string&, size_t number) {
    Reply reply{response(200, number == 1 ? R"([{"id":1},{"id":2}])" : "[]")};
    if (number == 2) reply.after = 3;  // the run is killed while it waits
    return reply;
  });
  const Moved moved;
  const auto write = [&](const std::string& targets) {
    moved.folder().write("c.yaml", "host: {state: state, commit: {interval_ms: 60000}}\n" +
                                       client_of(server) + R"(pipelines:
  p:
    subscriber: {use: http.subscriber, client: c, path: /items, items: '', pagination: {kind: after_id, row: id, param: after, size_param: n, size: 2}}
    publishers:
)" + targets);
  };
  const std::string own = "      - {use: file.publisher, path: out.ndjson}\n";
  write(own);
  {
    Child run(moved.folder().path(), {"run", "c.yaml", "--plugins", TEST_PLUGINS});
    server.wait_for(2);
    while (moved.text("out.ndjson").empty()) {
    }
    run.send(SIGKILL);
    run.end();
  }
  write("      - {use: file.publisher, path: other.ndjson}\n" + own);
  const Ran ran = moved.sluice("run c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
}
