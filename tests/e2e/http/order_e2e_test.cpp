// order_by with the real program and a real server: over retries, pages and kills.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

constexpr int kVersions = 300;
const std::string kCustomers = "abcde";

char customer_of(int n) { return kCustomers[static_cast<size_t>(n) % kCustomers.size()]; }

// Versions 1 to kVersions of five customers, over several pages, to a server one by one.
struct Versions : Program {
  Versions(const std::string& origin, const std::string& publisher) {
    std::ofstream records(folder() / "in.ndjson");
    for (int n = 1; n <= kVersions; n++)
      records << "{\"customer\":{\"id\":\"" << customer_of(n) << "\"},\"n\":" << n << "}\n";
    folder().write("p.yaml",
                   "host: {state: state}\nclients:\n  target: {use: http.client, base_uri: '" +
                       origin +
                       "', proxy: '', retry: {attempts: 1}}\npipelines:\n  p:\n"
                       "    order_by: customer.id\n"
                       "    retry: {attempts: 5, initial_ms: 1, max_ms: 2}\n"
                       "    subscriber: {use: file.subscriber, path: in.ndjson, chunk_bytes: "
                       "1024}\n    publishers:\n"
                       "      - {use: http.publisher, client: target, path: /in, in_flight: 8, "
                       "on_crash: repeat" +
                       publisher + "}\n");
  }
};

int version_in(const std::string& request) {
  return std::stoi(request.substr(request.find("\"n\":") + 4));
}

// The versions of each customer that were accepted, in the order in which they were.
class Accepted {
 public:
  void add(int n) {
    const std::lock_guard lock(mutex_);
    versions_[customer_of(n)].push_back(n);
  }
  std::map<char, std::vector<int>> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(versions_, {});
  }

 private:
  std::mutex mutex_;
  std::map<char, std::vector<int>> versions_;
};

void check_in_order(const std::map<char, std::vector<int>>& accepted) {
  for (const auto& [customer, versions] : accepted) {
    CAPTURE(customer);
    CHECK(std::is_sorted(versions.begin(), versions.end()));
  }
}

// Every seventh version is not taken at first; two of the first responses let others overtake them.
Reply reply_of(const std::string& request, size_t number, Accepted& accepted,
               std::map<int, int>& asked) {
  const int n = version_in(request);
  if (n % 7 == 0 && asked[n]++ == 0) return Reply{response(503, "")};
  accepted.add(n);
  return Reply{response(200, ""), false, number == 5 || number == 10 ? number + 1 : 0};
}

}  // namespace

TEST_CASE("versions of a record arrive in order, over retries and pages, with eight under way") {
  for (const std::string& publisher :
       {std::string(), std::string(", format: array, batch: {records: 4}")}) {
    Accepted accepted;
    std::map<int, int> asked;
    std::mutex mutex;
    ScriptedServer server([&](const std::string& request, size_t number) {
      const std::lock_guard lock(mutex);
      return reply_of(request, number, accepted, asked);
    });
    const Versions program(server.origin(), publisher);
    const Ran ran = program.run("run p.yaml");
    CHECK_MESSAGE(ran.code == 0, ran.err);
    const auto versions = accepted.take();
    check_in_order(versions);
    if (!publisher.empty()) continue;
    for (const char customer : kCustomers) CHECK(versions.at(customer).size() == kVersions / 5);
  }
}

TEST_CASE("whenever it is killed, the last version of each record arrives last") {
  for (const size_t when : {1u, 60u, 150u}) {
    CAPTURE(when);
    Accepted accepted;
    std::map<int, int> asked;
    std::mutex mutex;
    std::filesystem::path folder;
    ScriptedServer server([&](const std::string& request, size_t number) {
      const std::lock_guard lock(mutex);
      if (number == when) kill(std::stoi(read_file(folder / "pid")), SIGKILL);
      return reply_of(request, number, accepted, asked);
    });
    const Versions program(server.origin(), {});
    folder = program.folder().path();
    CHECK(program.run("run p.yaml", "echo $$ >pid && exec env").code == 128);
    server.wait_for_hang_up();  // what the killed process sent has been read
    check_in_order(accepted.take());
    const Ran second = program.run("run p.yaml");
    CHECK_MESSAGE(second.code == 0, second.err);
    const auto versions = accepted.take();
    check_in_order(versions);
    for (int n = kVersions - 4; n <= kVersions; n++) CHECK(versions.at(customer_of(n)).back() == n);
  }
}

TEST_CASE("a version that is refused for good lets the next one pass") {
  Accepted accepted;
  ScriptedServer server([&](const std::string& request, size_t) {
    if (version_in(request) == 3) return Reply{response(422, "")};
    accepted.add(version_in(request));
    return Reply{response(200, "")};
  });
  const Versions program(server.origin(), {});
  CHECK(program.run("run p.yaml").code == 3);
  const auto versions = accepted.take();
  check_in_order(versions);
  CHECK(versions.at(customer_of(3)).size() == kVersions / 5 - 1);
}

TEST_CASE("an order_by that is no expression is found by check, with its place") {
  const Versions program("http://127.0.0.1:9", {});
  std::string text = read_file(program.folder() / "p.yaml");
  text.replace(text.find("customer.id\n"), 11, "'customer ||'");
  program.folder().write("p.yaml", text);
  const Ran ran = program.run("check p.yaml");
  CHECK(ran.code == 2);
  CHECK_MESSAGE(has(ran.err, "p.yaml:6:"), ran.err);
  CHECK_MESSAGE(has(ran.err, "order_by"), ran.err);
}
