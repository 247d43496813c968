// keep of a pipeline with the real program and a real server.
#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

struct Kept : Program {
  explicit Kept(const std::string& origin) {
    std::ofstream records(folder() / "in.ndjson");
    for (int n = 1; n <= 3; n++) records << "{\"n\":" << n << "}\n";
    folder().write("p.yaml",
                   "host: {state: state}\nclients:\n  target: {use: http.client, "
                   "base_uri: '" +
                       origin +
                       "', proxy: ''}\npipelines:\n  p:\n    keep: all\n"
                       "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                       "    publisher: {use: http.publisher, client: target, path: /in, "
                       "in_flight: 4}\n");
  }
};

}  // namespace

TEST_CASE("with keep: all every record is listed with where it went, when and how") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(has(request, "\"n\":2") ? 422 : 201, "{}")};
  });
  const Kept program(server.origin());
  CHECK(program.run("run p.yaml").code == 3);
  const std::string done = program.run("tasks list p.yaml --in done").out;
  CHECK_MESSAGE(has(done, "delivered: POST /in"), done);
  CHECK(has(program.run("tasks list p.yaml").out, "422"));
  const std::string one = program.run("tasks show p.yaml 1").out;
  CHECK_MESSAGE(has(one, "201"), one);
  CHECK(has(one, "\"n\":1"));
  CHECK(program.run("tasks prune p.yaml --in done --all").code == 0);
  CHECK_FALSE(has(program.run("tasks list p.yaml --in done").out, "delivered"));
  CHECK(has(program.run("tasks list p.yaml").out, "422"));
}
