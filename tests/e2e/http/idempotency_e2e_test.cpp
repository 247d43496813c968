// Idempotency keys with the real program and a real server: over lost responses, kills and retries
// of tasks.
#include <doctest/doctest.h>
#include <signal.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

constexpr int kRecords = 40;

struct Keyed : Program {
  // `before`: a publisher in front of it, as an item of the list.
  Keyed(const std::string& origin, const std::string& publisher, const std::string& before = {}) {
    std::ofstream records(folder() / "in.ndjson");
    for (int n = 1; n <= kRecords; n++) records << "{\"n\":" << n << "}\n";
    folder().write(
        "p.yaml",
        "host: {state: state}\nclients:\n  target: {use: http.client, "
        "base_uri: '" +
            origin +
            "', proxy: '', retry: {attempts: 3, base_ms: 1, max_ms: 2}}\npipelines:\n  p:\n"
            "    retry: {attempts: 3, initial_ms: 1, max_ms: 2}\n"
            "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
            "    publishers:\n" +
            before +
            "      - {use: http.publisher, client: target, "
            "path: /in" +
            publisher + "}\n");
  }
};

const std::string kByHeader = ", idempotency: {header: Idempotency-Key}";
const std::string kByMember = ", idempotency: {member: external_id}";

// The text between `before` and `after`; empty if there is none.
std::string between(const std::string& text, const std::string& before, char after) {
  const size_t at = text.find(before);
  if (at == text.npos) return {};
  const size_t start = at + before.size();
  return text.substr(start, text.find(after, start) - start);
}

std::string key_in(const std::string& request) {
  const std::string header = between(request, "Idempotency-Key: ", '\r');
  return header.empty() ? between(request, "\"external_id\":\"", '"') : header;
}

int record_in(const std::string& request) {
  return std::stoi(request.substr(request.find("\"n\":") + 4));
}

// A system that makes a record once for each key.
class Made {
 public:
  void take(const std::string& request) {
    const std::lock_guard lock(mutex_);
    const std::string key = key_in(request);
    keys_[record_in(request)].insert(key);
    if (made_.insert(key).second) count_++;
  }
  int count() {
    const std::lock_guard lock(mutex_);
    return count_;
  }
  // Each record came with one key, whatever happened, and each with another one.
  void check() {
    const std::lock_guard lock(mutex_);
    for (const auto& [number, keys] : keys_) {
      CAPTURE(number);
      REQUIRE(keys.size() == 1);
      CHECK(keys.begin()->size() == 36);
    }
    CHECK(made_.size() == keys_.size());
  }

 private:
  std::mutex mutex_;
  std::map<int, std::set<std::string>> keys_;
  std::set<std::string> made_;
  int count_ = 0;
};

}  // namespace

TEST_CASE("whenever it is killed between sending and commit, each record is made once") {
  for (const std::string& publisher : {kByHeader, kByMember}) {
    for (const size_t when : {1u, 20u}) {
      CAPTURE(publisher);
      CAPTURE(when);
      Made made;
      std::filesystem::path folder;
      ScriptedServer server([&](const std::string& request, size_t number) {
        made.take(request);
        if (number == when) kill(std::stoi(read_file(folder / "pid")), SIGKILL);
        return Reply{response(201, "")};
      });
      const Keyed program(server.origin(), publisher);
      folder = program.folder().path();
      CHECK(program.run("run p.yaml", "echo $$ >pid && exec env").code == 128);
      const Ran second = program.run("run p.yaml");
      CHECK_MESSAGE(second.code == 0, second.err);
      CHECK(made.count() == kRecords);
      made.check();
    }
  }
}

TEST_CASE("a write whose response was lost is repeated with its key, and nothing parks") {
  for (const std::string& publisher : {kByHeader, kByMember}) {
    Made made;
    ScriptedServer server([&](const std::string& request, size_t number) {
      made.take(request);
      return number % 10 == 1 ? Reply{"", true} : Reply{response(201, "")};
    });
    const Keyed program(server.origin(), publisher);
    const Ran ran = program.run("run p.yaml");
    CHECK_MESSAGE(ran.code == 0, ran.err);
    CHECK(made.count() == kRecords);
    made.check();
    CHECK(server.seen().size() > kRecords);
  }
}

TEST_CASE("a retry of a task sends the key of its record, an edited one another") {
  Made made;
  bool refuses = true;
  std::mutex mutex;
  ScriptedServer server([&](const std::string& request, size_t) {
    const std::lock_guard lock(mutex);
    made.take(request);
    return Reply{response(refuses && record_in(request) < 3 ? 422 : 201, "")};
  });
  const Keyed program(server.origin(), kByHeader);
  CHECK(program.run("run p.yaml").code == 3);
  {
    const std::lock_guard lock(mutex);
    refuses = false;
  }
  program.folder().write("value.json", "{\"n\":77}");
  CHECK(program.run("tasks edit p.yaml 2 --value value.json").code == 0);
  const Ran retried = program.run("tasks retry p.yaml --all");
  CHECK_MESSAGE(retried.code == 0, retried.err);
  CHECK(server.seen().size() == kRecords + 2);
  CHECK(made.count() == kRecords + 1);
  made.check();
}

TEST_CASE("records that waited for a target that was down have the keys that they had before") {
  Made made;
  std::atomic<bool> down = true;
  ScriptedServer server([&](const std::string& request, size_t) {
    made.take(request);
    return Reply{response(down ? 503 : 201, "")};
  });
  const Keyed program(server.origin(), kByHeader,
                      "      - {use: file.publisher, path: out.ndjson}\n");
  CHECK(program.run("run p.yaml").code == 3);
  down = false;
  // The target is tried again when that is due, a second later.
  int code = 3;
  for (int runs = 0; code != 0 && runs < 1000; runs++) code = program.run("run p.yaml").code;
  CHECK(code == 0);
  CHECK(made.count() == kRecords);
  CHECK(server.seen().size() > kRecords);
  made.check();
}

TEST_CASE("a header for many records is found by check, with its place") {
  const Keyed program("http://127.0.0.1:9", ", format: array" + kByHeader);
  const Ran ran = program.run("check p.yaml");
  CHECK(ran.code == 2);
  CHECK_MESSAGE(has(ran.err, "idempotency/header"), ran.err);
}
