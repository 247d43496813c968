// `sluice serve` with schedules, hooks and a backlog, killed again and again at its own writes.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <string>

#include "platform/process.hpp"
#include "platform/stepped_child.hpp"
#include "shop.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;
using sluice::platform::SteppedChild;
using Stop = SteppedChild::Stop;

namespace {

constexpr int64_t kPatienceUs = 20'000'000;
constexpr int kNewRecords = 150;  // before each life

// A target that is down now and then.
class Flaky {
 public:
  std::string origin() const { return server_.origin(); }
  void set_down(bool down) { down_ = down; }
  // What it took, one after the other.
  std::string taken() {
    const std::lock_guard lock(mutex_);
    return taken_;
  }

 private:
  Reply reply(const std::string& request) {
    if (down_) return Reply{response(503, "")};
    const std::lock_guard lock(mutex_);
    taken_ += request;
    return Reply{response(201, "")};
  }

  std::atomic<bool> down_{false};
  std::mutex mutex_;
  std::string taken_;
  ScriptedServer server_{[this](const std::string& request, size_t) { return reply(request); }};
};

struct KilledShop : Shop {
  // `flaky`: of a target that is down now and then.
  KilledShop(const std::string& origin, const std::string& flaky) {
    std::filesystem::remove(folder() / "in.ndjson");
    const std::string source =
        "    schedule: {every: 1s}\n"
        "    subscriber: {use: file.subscriber, path: ../in.ndjson, chunk_bytes: 1024}\n";
    write("host.yaml",
          "host: {commit: {interval_ms: 5, max_batches: 2}}\n"
          "clients:\n  target: {use: http.client, base_uri: '" +
              origin + "', proxy: ''}\n  flaky: {use: http.client, base_uri: '" + flaky +
              "', proxy: '', retry: {attempts: 1}}\n");
    write("hooks.yaml",
          "outgoing:\n  ids: {publisher: {use: file.publisher, path: ../ids.ndjson}}\n"
          "  target:\n    publisher: {use: http.publisher, client: target, path: /in, on_crash: "
          "repeat}\n"
          "    on_success: [{use: core.map, keep: [], move: {record.n: n}}]\n    then: ids\n"
          "pipelines:\n  hooks:\n" +
              source + "    to: target\n");
    write("files.yaml", "pipelines:\n  files:\n" + source +
                            "    publisher: {use: file.publisher, path: ../out.ndjson}\n");
    write("waits.yaml",
          "pipelines:\n  waits:\n    retry: {attempts: 2, initial_ms: 1, max_ms: 2}\n" + source +
              "    publishers:\n      - {use: file.publisher, path: ../beside.ndjson}\n"
              "      - {use: http.publisher, client: flaky, path: /in, method: PUT, backlog: "
              "{longest_wait: 1s}}\n");
  }

  void add_records() {
    std::ofstream out(folder() / "in.ndjson", std::ios::app);
    for (int i = 0; i < kNewRecords; i++) out << "{\"n\":" << ++records_ << "}\n";
  }
  int records() const { return records_; }

  SteppedChild stepped_server() const {
    auto child = SteppedChild::start([this] {
      const auto said = folder() / ".said";
      if (!sluice::platform::use_files_for_output(said, said)) return 99;
      if (::chdir(folder().path().c_str()) != 0) return 99;
      ::execl(SLUICE_PROGRAM, SLUICE_PROGRAM, "serve", "shop", nullptr);
      return 99;
    });
    REQUIRE_MESSAGE(child.ok(), child.status().message());
    return *std::move(child);
  }

 private:
  int records_ = 0;
};

// Before its call of that number, or its sync of that number.
void kill_server(const KilledShop& shop, bool at_sync, int number) {
  SteppedChild server = shop.stepped_server();
  for (int seen = 0; seen < number;) {
    const Stop stop = server.go_on(kPatienceUs);
    REQUIRE_MESSAGE(stop != Stop::kEnd, read_file(shop.folder() / ".said"));
    REQUIRE(stop != Stop::kTime);
    seen += !at_sync || stop == Stop::kSync ? 1 : 0;
  }
  server.kill();
  server.end();
}

std::map<std::string, int> lines_in(const std::filesystem::path& file) {
  std::map<std::string, int> out;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) out[line]++;
  return out;
}

void check_once_each(const KilledShop& shop, const std::string& file) {
  const auto lines = lines_in(shop.folder() / file);
  CHECK(lines.size() == static_cast<size_t>(shop.records()));
  for (int n = 1; n <= shop.records(); n++) {
    const auto found = lines.find("{\"n\":" + std::to_string(n) + "}");
    REQUIRE_MESSAGE(found != lines.end(), file << " lacks " << n);
    CHECK_MESSAGE(found->second == 1, file << " has " << n << " more than once");
  }
}

void serve_to_the_end(const KilledShop& shop) {
  Child server = shop.serve();
  REQUIRE(server.says("pipelines.files: run"));
  REQUIRE(server.says("pipelines.hooks: run"));
  // Twice: what ran before had perhaps not yet seen the last records.
  for (const char* done : {"files", "hooks"}) {
    const std::string text = shop.run("run shop " + std::string(done)).out;
    CHECK_MESSAGE(has(text, " done "), text);
  }
  // Until nothing waits.
  Ran waits = shop.run("run shop waits -q");
  for (int runs = 0; waits.code == 3 && runs < 1000; runs++) waits = shop.run("run shop waits -q");
  CHECK_MESSAGE(waits.code == 0, waits.err);
  server.send(SIGTERM);
  CHECK(server.end() == 0);
}

void check_killed_server(bool at_syncs, int kills, int highest) {
  ScriptedServer target([](const std::string&, size_t) { return Reply{response(201, "{}")}; });
  Flaky flaky;
  KilledShop shop(target.origin(), flaky.origin());
  std::mt19937 random(1);
  for (int kill = 1; kill <= kills; kill++) {
    shop.add_records();
    flaky.set_down(kill % 2 == 1);
    kill_server(shop, at_syncs, 1 + static_cast<int>(random() % static_cast<unsigned>(highest)));
  }
  flaky.set_down(false);
  serve_to_the_end(shop);
  check_once_each(shop, "out.ndjson");
  check_once_each(shop, "ids.ndjson");
  check_once_each(shop, "beside.ndjson");
  CHECK(has(shop.run("runs list shop files").out, " lost "));
  std::string all;
  for (const auto& seen : target.seen()) all += seen.text;
  for (int n = 1; n <= shop.records(); n++)
    CHECK_MESSAGE(has(all, "{\"n\":" + std::to_string(n) + "}"), "the target lacks " << n);
  const std::string taken = flaky.taken();
  for (int n = 1; n <= shop.records(); n++)
    CHECK_MESSAGE(has(taken, "{\"n\":" + std::to_string(n) + "}"), "the flaky one lacks " << n);
}

}  // namespace

TEST_CASE("a server killed before its durable writes loses nothing, in files and through hooks") {
  check_killed_server(true, 30, 30);
}

TEST_CASE("a server killed before any of its writes loses nothing, in files and through hooks") {
  check_killed_server(false, 30, 240);
}
