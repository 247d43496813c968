// A pipeline whose steps hold records until a walk's end is not put into the middle of one by hand.
#include <doctest/doctest.h>

#include <string>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

// Three pages of one record of one day; a run reads one of them.
struct HeldPlaces : Program {
  HeldPlaces() {
    folder().write("c.yaml",
                   "host: {state: state}\nclients:\n  c: {use: http.client, base_uri: '" +
                       server_.origin() +
                       "', proxy: ''}\npipelines:\n  p:\n    subscriber: {use: http.subscriber, "
                       "client: c, path: /list, items: rows, max_pages: 1, pagination: {kind: "
                       "next_body, next: next}}\n    transformers: [{use: core.gather, by: day, "
                       "over: walk, collect: day}]\n"
                       "    publisher: {use: file.publisher, path: out.ndjson}\n");
  }
  Ran sluice(const std::string& arguments) const {
    return run(arguments + " --plugins " TEST_PLUGINS);
  }
  void read_a_page() const { REQUIRE(sluice("run c.yaml --quiet").code == 0); }
  // As `state set` takes it.
  std::string cursor() const {
    const std::string state = sluice("state show c.yaml --json").out;
    const size_t begin = state.find("\"cursor\":\"") + 10;
    std::string out = state.substr(begin, state.find("\",\"fingerprint\"") - begin);
    for (size_t at = 0; (at = out.find('\\', at)) != out.npos; at++) out.erase(at, 1);
    return out;
  }

 private:
  ScriptedServer server_{[](const std::string& request, size_t) {
    const int page = has(request, "p=2") ? 2 : has(request, "p=3") ? 3 : 1;
    const std::string next =
        page < 3 ? R"(,"next":"/list?p=)" + std::to_string(page + 1) + "\"" : "";
    return Reply{
        response(200, R"({"rows":[{"day":1}])" + next + "}", "Content-Type: application/json\r\n")};
  }};
};

}  // namespace

TEST_CASE("a place amid a walk whose records a step holds is refused, and nothing is changed") {
  const HeldPlaces program;
  program.read_a_page();
  const std::string cursor = program.cursor();
  program.folder().write("cursor", cursor);
  program.folder().write("places", program.sluice("state export c.yaml").out);
  program.read_a_page();
  const Ran set = program.sluice("state set c.yaml p --value cursor");
  CHECK(set.code == 1);
  CHECK_MESSAGE(has(set.err, "hold records until the end of a walk"), set.err);
  CHECK(program.sluice("state import c.yaml places").code == 1);
  CHECK(program.cursor() != cursor);
  program.read_a_page();
  CHECK(read_file(program.folder() / "out.ndjson") == "{\"key\":1,\"items\":[1,1,1]}\n");
  // The walk is over, and holds nothing; a place in it would gather the rest of it alone.
  CHECK(program.sluice("state set c.yaml p --value cursor").code == 1);
  program.folder().write("cursor", "");
  CHECK(program.sluice("state set c.yaml p --value cursor").code == 0);
}
