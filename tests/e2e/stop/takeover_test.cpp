// A run whose process is stopped for longer than its lease, while another one takes the pipeline
// over.
#include <doctest/doctest.h>
#include <signal.h>

#include <fstream>
#include <set>
#include <string>

#include "child.hpp"
#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

constexpr size_t kOrders = 12;
constexpr size_t kHeldRequest = 5;  // the request during which the first process is stopped

struct Orders : Program {
  Orders(const std::string& clients, const std::string& publisher) {
    std::ofstream records(folder() / "in.ndjson");
    for (size_t i = 1; i <= kOrders; i++) records << "{\"n\":" << i << "}\n";
    folder().write("p.yaml", "host: {state: state, lease: 1}\n" + clients +
                                 "pipelines:\n  p:\n"
                                 "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                                 "    publishers:\n      - {" +
                                 publisher + "}\n");
  }
  Child start() const { return Child(folder().path(), {"run", "p.yaml"}); }
  // As soon as nobody has the pipeline any more.
  Ran run_when_free() const {
    Ran ran = run("run p.yaml");
    for (int tries = 0; ran.code == 4 && tries < 1000; tries++) ran = run("run p.yaml");
    return ran;
  }
};

std::set<std::string> keys_of(ScriptedServer& server) {
  std::set<std::string> keys;
  for (const auto& seen : server.seen()) {
    const size_t at = seen.text.find("Idempotency-Key: ");
    keys.insert(seen.text.substr(at, seen.text.find('\r', at) - at));
  }
  return keys;
}

}  // namespace

TEST_CASE("a stopped run whose pipeline was taken over sends and commits nothing when it wakes") {
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{response(201, ""), false, number == kHeldRequest ? kHeldRequest + kOrders : 0};
  });
  const Orders orders(
      "clients: {target: {use: http.client, base_uri: '" + server.origin() + "', proxy: ''}}\n",
      "use: http.publisher, client: target, path: /orders, in_flight: 1, "
      "idempotency: {header: Idempotency-Key}");
  Child stopped = orders.start();
  server.wait_for(kHeldRequest);
  stopped.send(SIGSTOP);
  const Ran second = orders.run_when_free();
  CHECK_MESSAGE(second.code == 0, second.err);
  CHECK_MESSAGE(has(second.err, "pipeline p is taken from process "), second.err);
  stopped.send(SIGCONT);
  CHECK(stopped.end() == 1);
  CHECK_MESSAGE(has(stopped.said(), "took"), stopped.said());
  const Ran third = orders.run("run p.yaml");
  CHECK_MESSAGE(third.code == 0, third.err);
  CHECK(server.seen().size() == kHeldRequest + kOrders);
  CHECK(keys_of(server).size() == kOrders);  // so each is made once
}
