// Which tasks are out of date: what came later and got through says it, and nothing else.
#include <doctest/doctest.h>

#include <atomic>
#include <string>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

struct OutOfDate : Program {
  OutOfDate(const ScriptedServer& server, const std::string& steps, const std::string& input) {
    folder().write("in.ndjson", input);
    folder().write("c.yaml", "host: {state: state}\nclients:\n  c: {use: http.client, base_uri: '" +
                                 server.origin() +
                                 "', proxy: '', retry: {attempts: 1}}\npipelines:\n  p:\n"
                                 "    retry: {attempts: 1}\n"
                                 "    subscriber: {use: file.subscriber, path: in.ndjson}\n" +
                                 steps +
                                 "    publisher: {use: http.publisher, client: c, method: POST, "
                                 "path: /x}\n");
  }
  Ran sluice(const std::string& arguments) const {
    return run(arguments + " --plugins " TEST_PLUGINS);
  }
};

int answer_to(const std::string& request, bool token_is_old) {
  if (has(request, "\"refused\"")) return 422;
  return token_is_old && has(request, "\"late\"") ? 401 : 200;
}

}  // namespace

TEST_CASE("a task of a run that stopped within its page is not taken for delivered") {
  for (const char* steps :
       {"    transformers: [{use: core.changed, by: id}]\n", "    order_by: id\n"}) {
    std::atomic<bool> token_is_old{true};
    ScriptedServer server([&](const std::string& request, size_t) {
      return Reply{response(answer_to(request, token_is_old), "")};
    });
    const OutOfDate versions(server, steps,
                             "{\"id\":1}\n{\"id\":2,\"n\":\"refused\"}\n{\"id\":3}\n"
                             "{\"id\":4,\"n\":\"late\"}\n{\"id\":5,\"n\":\"late\"}\n");
    REQUIRE(versions.sluice("run c.yaml").code == 1);
    token_is_old = false;
    const Ran again = versions.sluice("run c.yaml");
    CHECK_MESSAGE(again.code == 0, again.err);
    const size_t before = server.seen().size();
    CHECK(versions.sluice("tasks retry c.yaml --all").code == 3);
    REQUIRE(server.seen().size() == before + 1);
    CHECK(has(server.seen().back().text, "refused"));
  }
}

TEST_CASE("a record that got through alone is a later version for a retry, too") {
  ScriptedServer server([](const std::string& request, size_t number) {
    return Reply{response(number == 1 ? answer_to(request, false) : 200, "")};
  });
  const OutOfDate versions(
      server, "    transformers: [{use: core.distinct, by: sku, keep: first}]\n    order_by: sku\n",
      "{\"sku\":\"a\",\"n\":\"refused\"}\n{\"sku\":\"a\",\"n\":\"newer\"}\n");
  REQUIRE(versions.sluice("run c.yaml").code == 3);
  REQUIRE(server.seen().size() == 2);
  const Ran retry = versions.sluice("tasks retry c.yaml --all");
  CHECK(retry.code == 3);
  CHECK(server.seen().size() == 2);
  CHECK(has(versions.sluice("tasks list c.yaml").out, "a later version of the record"));
}
