// Hooks of an outgoing with the real program, a real server, and a kill.
#include <doctest/doctest.h>

#include <signal.h>
#include <atomic>

#include <filesystem>
#include <fstream>
#include <string>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

// Records n = 1 to `count` go to a server one by one; the ids it answers go to a file.
struct WithIds : Program {
  WithIds(const std::string& origin, int count) {
    std::ofstream records(folder() / "in.ndjson");
    for (int n = 1; n <= count; n++) records << "{\"n\":" << n << "}\n";
    folder().write(
        "p.yaml", "host: {state: state}\nclients:\n  target: {use: http.client, base_uri: '" +
                      origin +
                      "', proxy: '', retry: {attempts: 1}}\noutgoing:\n  ids:\n"
                      "    publisher: {use: file.publisher, path: ids.ndjson}\n  shop:\n"
                      "    publisher: {use: http.publisher, client: target, path: /in, in_flight: "
                      "4, on_crash: repeat}\n    on_success:\n"
                      "      - {use: core.map, keep: [], move: {record.n: n, response.body.id: "
                      "id}}\n    then: ids\n    on_error:\n"
                      "      - {use: core.filter, where: response.status == `409`}\n"
                      "      - {use: core.map, set: {decision: \"'delivered'\"}}\n"
                      "pipelines:\n  p:\n    retry: {attempts: 3, initial_ms: 1, max_ms: 2}\n"
                      "    subscriber: {use: file.subscriber, path: in.ndjson, chunk_bytes: 1024}\n"
                      "    to: shop\n");
  }
  std::string ids() const { return read_file(folder() / "ids.ndjson"); }
};

std::string number_in(const std::string& request) {
  const size_t at = request.find("{\"n\":");
  return request.substr(at + 5, request.find('}', at) - at - 5);
}

Reply created(const std::string& request) {
  return Reply{response(201, "{\"id\":\"srv-" + number_in(request) + "\"}")};
}

std::string line_of(int n) {
  return "{\"n\":" + std::to_string(n) + ",\"id\":\"srv-" + std::to_string(n) + "\"}\n";
}

}  // namespace

TEST_CASE("the id that a system gives each record is stored by another outgoing") {
  ScriptedServer server([](const std::string& request, size_t) { return created(request); });
  const WithIds program(server.origin(), 3);
  const Ran ran = program.run("run p.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(program.ids() == line_of(1) + line_of(2) + line_of(3));
  CHECK(program.run("run p.yaml").code == 0);
  CHECK(server.seen().size() == 3);
}

TEST_CASE("a conflict counts as delivered if on_error says so, another refusal parks") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (number_in(request) == "1") return Reply{response(409, "{\"id\":\"old\"}")};
    if (number_in(request) == "2") return Reply{response(422, "{\"error\":\"no name\"}")};
    return created(request);
  });
  const WithIds program(server.origin(), 3);
  const Ran ran = program.run("run p.yaml");
  CHECK_MESSAGE(ran.code == 3, ran.err);
  CHECK(program.ids() == "{\"n\":1,\"id\":\"old\"}\n" + line_of(3));
  CHECK(has(program.run("tasks list p.yaml").out, "422"));
}

TEST_CASE("whenever it is killed, the id of each record is stored") {
  for (const size_t when : {1u, 60u, 150u}) {
    CAPTURE(when);
    std::filesystem::path folder;
    ScriptedServer server([&](const std::string& request, size_t number) {
      if (number == when) kill(std::stoi(read_file(folder / "pid")), SIGKILL);
      return created(request);
    });
    const WithIds program(server.origin(), 300);
    folder = program.folder().path();
    CHECK(program.run("run p.yaml", "echo $$ >pid && exec env").code == 128);
    const Ran second = program.run("run p.yaml");
    CHECK_MESSAGE(second.code == 0, second.err);
    const std::string ids = program.ids();
    for (int n = 1; n <= 300; n++) CHECK(has(ids, line_of(n)));
  }
}

TEST_CASE("what is wrong with hooks is said by check") {
  ScriptedServer server([](const std::string& request, size_t) { return created(request); });
  const WithIds program(server.origin(), 1);
  const std::string good = read_file(program.folder() / "p.yaml");
  CHECK(program.run("check p.yaml").code == 0);
  const auto wrong = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    program.folder().write("p.yaml", text);
    const Ran ran = program.run("check p.yaml");
    CHECK(ran.code == 2);
    return ran.err;
  };
  CHECK(
      has(wrong("then: ids", "then: idz"), "there is no outgoing \"idz\"; did you mean \"ids\"?"));
  CHECK(has(wrong("to: shop", "to: [shop, ids]"), "gets the records of pipeline p already"));
  CHECK(has(wrong("path: ids.ndjson}", "path: ids.ndjson}\n    then: shop"),
            "this outgoing is the then: of another one"));
}

TEST_CASE("a hook that fails after a delivery does not have the record sent again by later runs") {
  std::atomic<int> orders{0};
  const ScriptedServer server([&](const std::string&, size_t) {
    orders++;
    return Reply{response(201, "{}")};
  });
  const Program program;
  program.folder().write("in.ndjson", "{\"id\":1,\"note\":\"no number\"}\n");
  program.folder().write(
      "p.yaml",
      "host: {state: state}\nclients:\n  c: {use: http.client, base_uri: '" + server.origin() +
          "', proxy: ''}\ntables: {sent: {store: true}}\npipelines:\n  p:\n"
          "    subscriber: {use: file.subscriber, path: in.ndjson, incremental: false}\n"
          "    transformers:\n"
          "      - {use: core.filter, where: \"!lookup('sent', id)\"}\n"
          "      - {use: core.changed, by: id}\n"
          "      - {use: core.remember, table: sent, key: id}\n"
          "    to: shop\noutgoing:\n  shop:\n"
          "    publisher: {use: http.publisher, client: c, path: /orders}\n"
          "    on_success: [{use: core.map, set: {n: \"to_number(record.note) + `1`\"}}]\n");
  CHECK(program.run("run p.yaml --plugins " TEST_PLUGINS).code == 3);
  CHECK(program.run("run p.yaml --plugins " TEST_PLUGINS).code == 0);
  CHECK(orders == 1);
  CHECK(has(program.run("tasks list p.yaml").out, "on_success"));
}
