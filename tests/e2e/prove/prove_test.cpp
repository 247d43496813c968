// `sluice prove` over pipelines of each kind, with real kills.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

constexpr const char* kOftenCommitted =
    "host: {state: state, commit: {interval_ms: 5, max_batches: 2}}\n";

// Records n = 1 to `count` in in.ndjson, and a config.
struct Proven : Program {
  Proven(const std::string& config, int count = 400) {
    std::ofstream records(folder() / "in.ndjson");
    for (int n = 1; n <= count; n++)
      records << "{\"n\":" << n << ",\"text\":\"of some length " << n << "\"}\n";
    folder().write("c.yaml", kOftenCommitted + config);
  }
  // On memory: no kill of a process asks what a disk keeps.
  Ran prove(const std::string& more) const {
    return run("prove c.yaml " + more, "TMPDIR=/dev/shm");
  }
};

const std::string kFromFile =
    "    subscriber: {use: file.subscriber, path: in.ndjson, chunk_bytes: 1024}\n";

std::string to_server(const ScriptedServer& server, const std::string& publisher) {
  return "clients:\n  target: {use: http.client, base_uri: '" + server.origin() +
         "', proxy: ''}\npipelines:\n  p:\n" + kFromFile +
         "    publisher: {use: http.publisher, client: target, path: /in" + publisher + "}\n";
}

// A target that takes everything, and keeps no list of what it got.
struct Taker : ScriptedServer {
  Taker()
      : ScriptedServer([](const std::string&, size_t) {
          return Reply{sluice::http::test::response(201, "{}")};
        }) {}
};

std::string figure(const std::string& json, const std::string& name) {
  const size_t found = json.find("\"" + name + "\":");
  if (found == json.npos) return "none";
  const size_t at = found + name.size() + 3;
  return json.substr(at, json.find_first_of(",}", at) - at);
}

void check_holds(const Ran& ran, int kills) {
  CHECK_MESSAGE(ran.code == 0, ran.out << ran.err);
  CHECK(figure(ran.out, "holds") == "true");
  CHECK(figure(ran.out, "kills") == std::to_string(kills));
  CHECK(figure(ran.out, "lost") == "0");
  CHECK(figure(ran.out, "foreign") == "0");
}

}  // namespace

TEST_CASE("killed runs between files lose nothing, and the config's own files stay as they are") {
  const Proven proven("pipelines:\n  p:\n" + kFromFile +
                      "    transformers: [{use: core.distinct, by: n}]\n"
                      "    publisher: {use: file.publisher, path: out.ndjson}\n"
                      "  whole:\n    subscriber: {use: file.subscriber, path: in.ndjson, "
                      "chunk_bytes: 1024, incremental: false}\n"
                      "    publisher: {use: file.publisher, path: all.ndjson, mode: replace}\n");
  const Ran ran = proven.prove("--kills 50 --json");
  check_holds(ran, 50);
  CHECK(figure(ran.out, "delivered") == "400");
  CHECK(figure(ran.out, "twice") == "0");
  CHECK_FALSE(std::filesystem::exists(proven.folder() / "out.ndjson"));
  CHECK_FALSE(std::filesystem::exists(proven.folder() / "state"));
}

TEST_CASE("killed runs repeat writes that may be repeated, within the bound that they print") {
  Taker server;
  const Proven proven(to_server(server, ", method: PUT, in_flight: 4"));
  const Ran ran = proven.prove("--live --kills 30 --json");
  check_holds(ran, 30);
  CHECK(std::stoul(figure(ran.out, "may_be_twice")) > 0);
  CHECK(std::stoul(figure(ran.out, "twice")) <= std::stoul(figure(ran.out, "may_be_twice")));
}

TEST_CASE("killed runs with steps that remember over the walk hold what any run holds") {
  Taker server;
  const Proven proven(
      to_server(server, ", method: PUT, in_flight: 4") + "  groups:\n" + kFromFile +
      "    transformers:\n"
      "      - {use: core.distinct, by: \"n // `2`\", keep: first}\n"
      "      - {use: core.gather, by: \"n % `50`\", collect: n, over: walk}\n"
      "    publishers:\n"
      "      - {use: file.publisher, path: groups.ndjson}\n"
      "      - {use: http.publisher, client: target, path: /groups, method: PUT}\n");
  const Ran ran = proven.prove("--live --kills 40 --json");
  check_holds(ran, 40);
  CHECK(has(ran.out, "\"pipeline\":\"groups\""));
}

TEST_CASE("killed runs repeat no write that would be there twice") {
  Taker server;
  const Proven proven(to_server(server, ", in_flight: 4"));
  const Ran ran = proven.prove("--live --kills 40 --json");
  check_holds(ran, 40);
  CHECK(figure(ran.out, "may_be_twice") == "0");
  CHECK(figure(ran.out, "twice") == "0");
}

TEST_CASE("killed runs with hooks lose neither a record nor what a hook hands on") {
  Taker server;
  const Proven proven(
      "clients:\n  target: {use: http.client, base_uri: '" + server.origin() +
      "', proxy: ''}\noutgoing:\n  ids: {publisher: {use: file.publisher, path: ids.ndjson}}\n"
      "  shop:\n    publisher: {use: http.publisher, client: target, path: /in, on_crash: repeat}\n"
      "    on_success: [{use: core.map, keep: [], move: {record.n: n}}]\n    then: ids\n"
      "    on_error: [{use: core.map, set: {decision: \"'park'\"}}]\n"
      "pipelines:\n  p:\n" +
      kFromFile + "    to: shop\n");
  const Ran ran = proven.prove("--live --kills 40 --json");
  check_holds(ran, 40);
  CHECK(has(ran.out, "\"target\":\"ids (file.publisher)\",\"delivered\":400,\"lost\":0"));
}

TEST_CASE("killed runs lose nothing of what waits for a target that is down now and then") {
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{number % 60 > 40 ? response(503, "") : response(201, "{}")};
  });
  const Proven proven("clients:\n  target: {use: http.client, base_uri: '" + server.origin() +
                      "', proxy: '', retry: {attempts: 1}}\npipelines:\n  p:\n"
                      "    retry: {attempts: 2, initial_ms: 1, max_ms: 2}\n" +
                      kFromFile +
                      "    publishers:\n      - {use: file.publisher, path: out.ndjson}\n"
                      "      - {use: http.publisher, client: target, path: /in, method: PUT}\n");
  const Ran ran = proven.prove("--live --kills 30 --json");
  check_holds(ran, 30);
}

TEST_CASE("a recording is proved without its systems, and nothing is sent") {
  auto server = std::make_unique<Taker>();
  const Proven proven(to_server(*server, ", method: PUT"), 120);
  REQUIRE(proven.run("run c.yaml --record run.rec").code == 0);
  std::filesystem::remove_all(proven.folder() / "state");
  server.reset();
  const Ran ran = proven.prove("--replay run.rec --kills 30 --json");
  check_holds(ran, 30);
  CHECK(figure(ran.out, "delivered") == "120");
}

TEST_CASE("a pipeline with a client is not proved unless it is said with what") {
  Taker server;
  const Proven proven(to_server(server, ""));
  const Ran ran = proven.prove("");
  CHECK(ran.code == 2);
  CHECK_MESSAGE(has(ran.err, "pipeline p: it uses a client. Give --replay RECORDING"), ran.err);
  CHECK(server.seen().empty());
}

TEST_CASE("standard output is not proved, as nothing is promised for it") {
  const Proven proven("pipelines:\n  p:\n" + kFromFile +
                      "    publisher: {use: file.publisher, path: \"-\"}\n");
  const Ran ran = proven.prove("");
  CHECK(ran.code == 2);
  CHECK_MESSAGE(has(ran.err, "writes to standard output, for which nothing is promised"), ran.err);
}

TEST_CASE("what only a killed life delivers is foreign, and that life is kept to be looked at") {
  std::filesystem::path input;
  // The source grows once the first life has read it.
  ScriptedServer server([&](const std::string&, size_t number) {
    if (number == 400) std::ofstream(input, std::ios::app) << "{\"n\":0}\n";
    return Reply{response(201, "{}")};
  });
  const Proven proven(to_server(server, ", method: PUT"));
  input = proven.folder() / "in.ndjson";
  const Ran ran = proven.prove("--live --kills 3 --keep kept");
  CHECK(ran.code == 1);
  CHECK_MESSAGE(has(ran.out, "DOES NOT HOLD"), ran.out);
  CHECK(has(ran.out, "life-0001: it left behind something else"));
  CHECK(has(ran.out, "kept in "));
  CHECK(std::filesystem::exists(proven.folder() / "kept/life-0001/state/sluice.db"));
  CHECK(std::filesystem::exists(proven.folder() / "kept/life-0001/run-1.log"));
}

TEST_CASE("an undisturbed run that fails is told instead of a proof") {
  const Proven proven(
      "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: no.ndjson}\n"
      "    publisher: {use: file.publisher, path: out.ndjson}\n");
  const Ran ran = proven.prove("");
  CHECK(ran.code == 1);
  CHECK_MESSAGE(has(ran.err, "the undisturbed run fails already, exit code 1"), ran.err);
  CHECK(has(ran.err, "no.ndjson"));
}

TEST_CASE("a run that delivers nothing proves nothing") {
  const Proven proven(
      "pipelines:\n  p:\n" + kFromFile + "    publisher: {use: file.publisher, path: out.ndjson}\n",
      0);
  const Ran ran = proven.prove("");
  CHECK(ran.code == 1);
  CHECK_MESSAGE(has(ran.err, "delivers nothing, so nothing could be lost"), ran.err);
}

TEST_CASE("how often to kill is a number from 1 on") {
  const Proven proven("");
  const Ran ran = proven.prove("--kills 0");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "--kills and --seed are numbers from 1 on"));
}
