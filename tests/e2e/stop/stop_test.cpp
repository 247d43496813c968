// Signals against the real program: what it waits for ends, and what a server took is not sent
// again.
#include <doctest/doctest.h>

#include <atomic>
#include <fstream>

#include "child.hpp"
#include "program.hpp"
#include "support/own_name.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

constexpr int kRecords = 12;

// A pipeline of twelve customers in one batch to a server.
struct Customers : Program {
  explicit Customers(const std::string& origin, const std::string& publisher = {},
                     const std::string& host = {}) {
    std::ofstream records(folder() / "in.ndjson");
    for (int i = 1; i <= kRecords; i++) records << "{\"n\":" << i << "}\n";
    std::ofstream(folder() / "p.yaml")
        << "host: {state: state" << host << "}\n"
        << "clients:\n  target: {use: http.client, base_uri: '" << origin << "', proxy: ''}\n"
        << "pipelines:\n  p:\n"
        << "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
        << "    publishers:\n"
        << "      - {use: http.publisher, client: target, path: /customers" << publisher << "}\n";
  }
  Child start() const { return Child(folder().path(), {"run", "p.yaml"}); }
};

size_t times(ScriptedServer& server, int n) {
  size_t out = 0;
  for (auto& seen : server.seen()) out += has(seen.text, "{\"n\":" + std::to_string(n) + "}");
  return out;
}

}  // namespace

TEST_CASE("a signal ends the wait a server asked for at once, and what it took is not sent again") {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    for (const char* status : {"429", "503"}) {
      CAPTURE(signal);
      CAPTURE(status);
      std::atomic<bool> later = true;
      ScriptedServer server([&](const std::string&, size_t number) {
        if (number < 5 || !later) return Reply{response(201, "")};
        return Reply{response(std::stoi(status), "", "Retry-After: 40\r\n")};
      });
      Customers customers(server.origin(), ", in_flight: 1");
      {
        Child child = customers.start();
        REQUIRE(child.says("sent again in 40000 ms"));
        const Stopwatch watch;
        child.send(signal);
        CHECK(child.end() == 130);
        CHECK(watch.ms() < 5000);
      }
      later = false;
      REQUIRE(customers.run("run p.yaml").code == 0);
      for (int n = 1; n <= kRecords; n++) CHECK(times(server, n) == (n == 5 ? 2 : 1));
    }
  }
}

TEST_CASE("with a target that hangs, one SIGTERM waits for the response for a while, then ends") {
  std::atomic<bool> hangs = true;
  std::atomic<pid_t> pid = 0;
  ScriptedServer server([&](const std::string&, size_t number) {
    if (number < 5 || !hangs) return Reply{response(201, "")};
    return Reply{"", false, 1000};
  });
  Customers customers(server.origin(), ", in_flight: 1", ", stop_grace: 2");
  {
    Child child = customers.start();
    server.wait_for(5);
    const Stopwatch watch;
    child.send(SIGTERM);
    CHECK(child.end() == 130);
    CHECK(watch.ms() >= 900);
  }
  hangs = false;
  REQUIRE(customers.run("run p.yaml").code == 0);
  for (int n = 1; n <= kRecords; n++) CHECK(times(server, n) == 1);
  // The one whose response nobody saw is for a person to decide.
  const Ran tasks = customers.run("tasks list p.yaml");
  CHECK(has(tasks.out, "it may have been carried out"));
}

TEST_CASE("a response that comes after the signal counts, and nothing is sent after it") {
  std::atomic<bool> stopping = false;
  ScriptedServer server([&](const std::string&, size_t number) {
    if (number == 4) stopping.wait(false);
    return Reply{response(201, ""), false, 4};
  });
  Customers customers(server.origin(), ", in_flight: 4");
  Child child = customers.start();
  server.wait_for(4);
  child.send(SIGTERM);
  CHECK(child.says("stopping; waiting for"));
  stopping = true;
  stopping.notify_all();
  CHECK(child.end() == 130);
  const size_t sent = server.seen().size();
  REQUIRE(customers.run("run p.yaml").code == 0);
  CHECK(sent <= kRecords);
  for (int n = 1; n <= kRecords; n++) CHECK(times(server, n) == 1);
}

TEST_CASE("a stop while batches go ahead repeats none of what was answered") {
  std::atomic<bool> later = true;
  ScriptedServer server([&](const std::string&, size_t number) {
    if (number < 20 || !later) return Reply{response(201, "")};
    return Reply{response(429, "", "Retry-After: 40\r\n")};
  });
  Customers customers(server.origin());
  std::ofstream records(customers.folder() / "in.ndjson");
  for (int i = 1; i <= 60; i++) records << "{\"n\":" << i << ",\"pad\":\"" << i << "\"}\n";
  records.close();
  std::ofstream(customers.folder() / "p.yaml")
      << "host: {state: state}\n"
      << "clients:\n  target: {use: http.client, base_uri: '" << server.origin()
      << "', proxy: ''}\n"
      << "pipelines:\n  p:\n"
      << "    subscriber: {use: file.subscriber, path: in.ndjson, chunk_bytes: 1024}\n"
      << "    publishers:\n"
      << "      - {use: http.publisher, client: target, path: /customers, in_flight: 4}\n";
  {
    Child child = customers.start();
    REQUIRE(child.says("sent again in 40000 ms"));
    child.send(SIGTERM);
    CHECK(child.end() == 130);
  }
  later = false;
  REQUIRE(customers.run("run p.yaml").code == 0);
  size_t repeated = 0;
  for (int n = 1; n <= 60; n++) {
    size_t seen = 0;
    for (auto& one : server.seen()) seen += has(one.text, "{\"n\":" + std::to_string(n) + ",");
    CHECK(seen >= 1);
    repeated += seen - 1;
  }
  // Only those that were answered 429.
  CHECK(repeated <= 4);
}

TEST_CASE("a second signal ends the program at once") {
  ScriptedServer server([&](const std::string&, size_t) { return Reply{"", false, 1000}; });
  Customers customers(server.origin());
  Child child = customers.start();
  server.wait_for(1);
  child.send(SIGTERM);
  const Stopwatch watch;
  REQUIRE(child.says("A second Ctrl-C or SIGTERM exits at once"));
  CHECK(has(child.said(), "publishers[0] (http.publisher)"));
  child.send(SIGTERM);
  CHECK(child.end() == 130);
  CHECK(watch.ms() < 5000);
}

TEST_CASE("the peak of memory in the summary is the program's own, not that of who started it") {
  ScriptedServer server([&](const std::string&, size_t) { return Reply{response(201, "")}; });
  Customers customers(server.origin());
  std::vector<char> mine(size_t{256} << 20, 'x');
  Child child(customers.folder().path(), {"run", "p.yaml", "--json"});
  CHECK(child.end() == 0);
  const std::string member = "\"peak_memory_bytes\":";
  const size_t at = child.said().find(member);
  REQUIRE(at != std::string::npos);
  // Less than this process has; AddressSanitizer alone takes 90 MiB.
  CHECK(std::stoull(child.said().substr(at + member.size())) < (size_t{224} << 20));
  CHECK(mine.back() == 'x');
}
