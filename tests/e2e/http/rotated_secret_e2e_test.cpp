// A secret gets another value between two runs: what a walk or a list remembers stays valid.
#include <doctest/doctest.h>

#include <string>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

struct RotatedSecrets : Program {
  RotatedSecrets(const ScriptedServer& server, const std::string& subscriber) {
    folder().write("c.yaml", "host: {state: state}\nclients:\n  c: {use: http.client, base_uri: '" +
                                 server.origin() +
                                 "', proxy: '', retry: {attempts: 1}}\npipelines:\n  p:\n"
                                 "    subscriber: {use: http.subscriber, client: c, " +
                                 subscriber +
                                 "}\n    publisher: {use: file.publisher, path: out.ndjson, "
                                 "mode: append}\n");
  }
  Ran sluice(const std::string& arguments, const std::string& keys) const {
    return run(arguments + " --quiet --plugins " TEST_PLUGINS, keys);
  }
};

// Pages that lead to the next one by an address with the key, which stands behind `before`.
Reply linked_page(const std::string& request, const std::string& before = "key=") {
  const size_t at = request.find(before) + before.size();
  const std::string key = request.substr(at, request.find_first_of(" &\r", at) - at);
  const bool second = has(request, "p=2");
  return Reply{response(200,
                        second ? R"({"rows":[{"id":2}]})"
                               : R"({"rows":[{"id":1}],"next":"/list?p=2&key=)" + key + "\"}",
                        "Content-Type: application/json\r\n")};
}

}  // namespace

TEST_CASE("a walk under way goes on with a rotated key, and its replay takes any") {
  ScriptedServer server([](const std::string& request, size_t) { return linked_page(request); });
  const RotatedSecrets program(server,
                               "path: /list, items: rows, max_pages: 1, request: {query: {key: "
                               "'${APIKEY}'}}, pagination: {kind: next_body, next: next}");
  REQUIRE(program.sluice("run c.yaml", "APIKEY=the-first-key").code == 0);
  const Ran second = program.sluice("run c.yaml --record r.rec", "APIKEY=the-second-key");
  CHECK_MESSAGE(second.code == 0, second.err);
  REQUIRE(server.seen().size() == 2);
  CHECK(has(server.seen()[1].text, "/list?p=2&key=the-second-key"));
  CHECK(read_file(program.folder() / "out.ndjson") == "{\"id\":1}\n{\"id\":2}\n");
  const Ran replay = program.sluice("run c.yaml --replay r.rec", "APIKEY=the-third-key");
  CHECK_MESSAGE(replay.code == 0, replay.err);
}

TEST_CASE("an element of a loop keeps its marks and its place when a secret in it is rotated") {
  ScriptedServer server([](const std::string& request, size_t) {
    const std::string row = has(request, "since=") ? "" : R"({"id":1,"at":7})";
    return Reply{response(200, "[" + row + "]", "Content-Type: application/json\r\n")};
  });
  const RotatedSecrets program(server,
                               "path: '/{shop}', for_each: [{shop: a, key: '${KEY_A}'}, {shop: b, "
                               "key: '${KEY_B}'}], query: {key: key}, max_pages: 1, pagination: "
                               "{kind: none}, incremental: {by: at, param: since}");
  const std::string old_keys = "KEY_A=the-key-of-a KEY_B=the-key-of-b";
  const std::string new_keys = "KEY_A=another-key-of-a KEY_B=another-key-of-b";
  REQUIRE(program.sluice("run c.yaml", old_keys).code == 0);
  REQUIRE(program.sluice("run c.yaml", new_keys).code == 0);
  REQUIRE(server.seen().size() == 2);
  CHECK(has(server.seen()[1].text, "/b?key=another-key-of-b"));
  REQUIRE(program.sluice("run c.yaml", old_keys).code == 0);
  REQUIRE(server.seen().size() == 3);
  CHECK(has(server.seen()[2].text, "/a?key=the-key-of-a&since=7"));
}

TEST_CASE("a cursor with a token of the client goes on with one that is short") {
  ScriptedServer server(
      [](const std::string& request, size_t) { return linked_page(request, "X-Key: "); });
  const RotatedSecrets program(server,
                               "path: /list, items: rows, max_pages: 1, pagination: {kind: "
                               "next_body, next: next}");
  std::string text = read_file(program.folder() / "c.yaml");
  text.insert(text.find("proxy:"), "headers: {X-Key: '${APIKEY}'}, ");
  program.folder().write("c.yaml", text);
  REQUIRE(program.sluice("run c.yaml", "APIKEY=the-first-key").code == 0);
  const Ran second = program.sluice("run c.yaml", "APIKEY=short77");
  CHECK_MESSAGE(second.code == 0, second.err);
  REQUIRE(server.seen().size() == 2);
  CHECK(has(server.seen()[1].text, "/list?p=2&key=short77"));
}
