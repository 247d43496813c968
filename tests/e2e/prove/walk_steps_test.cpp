// Steps that remember over a walk, in runs that are killed at their own durable writes and run
// again until one ends: what a steady hand would have delivered is there, in files once each.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "platform/process.hpp"
#include "platform/stepped_child.hpp"
#include "program.hpp"

using namespace sluice::test;
using sluice::platform::SteppedChild;
using Stop = SteppedChild::Stop;

namespace {

constexpr int64_t kStopPatienceUs = 60'000'000;
constexpr int kMostSyncs = 400;  // of a run here; more of them is a run that does not end

using Lines = std::map<std::string, int>;

std::string line_of_record(int n) {
  return "{\"n\":" + std::to_string(n) + ",\"k\":" + std::to_string(n % 20) + "}";
}

struct Killed : Program {
  explicit Killed(const std::string& config) {
    folder().write("c.yaml",
                   "host: {state: state, commit: {interval_ms: 5, max_batches: 2}}\n" + config);
  }

  void records(int from, int to, const std::string& more = {}) const {
    std::ofstream out(folder() / "in.ndjson");
    for (int n = from; n <= to; n++) out << line_of_record(n) << '\n';
    out << more;
  }

  // A run that is killed before its durable write of that number; true: it ended before.
  bool run_until(int sync, const std::vector<const char*>& words) const {
    auto child = SteppedChild::start([this, &words] {
      const auto said = folder() / ".said";
      if (!sluice::platform::use_files_for_output(said, said)) return 99;
      if (::chdir(folder().path().c_str()) != 0) return 99;
      std::vector<char*> arguments{const_cast<char*>(SLUICE_PROGRAM)};
      for (const char* word : words) arguments.push_back(const_cast<char*>(word));
      arguments.push_back(nullptr);
      ::execv(SLUICE_PROGRAM, arguments.data());
      return 99;
    });
    REQUIRE_MESSAGE(child.ok(), child.status().message());
    for (int seen = 0; seen < sync;) {
      const Stop stop = child->go_on(kStopPatienceUs);
      REQUIRE(stop != Stop::kTime);
      if (stop == Stop::kEnd) {
        const int code = child->end();
        CHECK_MESSAGE((code == 0 || code == 3), read_file(folder() / ".said"));
        return true;
      }
      seen += stop == Stop::kSync ? 1 : 0;
    }
    child->kill();
    child->end();
    return false;
  }

  // Killed at the first durable write, after that at the second, and so on, until a run ends. Each
  // goes on where the one before was committed.
  void run_with_kills(const std::vector<const char*>& words = {"run", "c.yaml"}) const {
    for (int sync = 1; sync <= kMostSyncs; sync++)
      if (run_until(sync, words)) return;
    FAIL("no run ends");
  }

  Lines lines_of(const std::string& file) const {
    Lines out;
    std::ifstream in(folder() / file);
    for (std::string line; std::getline(in, line);) out[line]++;
    return out;
  }
};

std::string one_pipeline(const std::string& steps, const std::string& more = {}) {
  return "pipelines:\n  p:\n"
         "    subscriber: {use: file.subscriber, path: in.ndjson, chunk_bytes: 1024" +
         more + "}\n    transformers:\n" + steps +
         "    publisher: {use: file.publisher, path: out.ndjson}\n";
}

}  // namespace

TEST_CASE("groups of a walk are complete and come once, however often it is killed") {
  const Killed killed(one_pipeline("      - {use: core.gather, by: k, collect: n, over: walk}\n"));
  killed.records(1, 400);
  killed.run_with_kills();
  Lines expected;
  for (int k = 0; k < 20; k++) {
    std::string items;
    for (int n = 1; n <= 400; n++)
      if (n % 20 == k) items += (items.empty() ? "" : ",") + std::to_string(n);
    expected["{\"key\":" + std::to_string(k) + ",\"items\":[" + items + "]}"] = 1;
  }
  CHECK(killed.lines_of("out.ndjson") == expected);
}

TEST_CASE("lines of orders whose heads parked come once behind a retry, over kills") {
  const Killed killed(
      "tables: {open: {store: true}}\n" +
      one_pipeline(
          "      - {use: core.branch, items: \"[{n: n, k: k, line: `true`}, {n: n, k: k}]\"}\n"
          "      - {use: core.gather, when: line, by: k, collect: n, over: walk}\n"
          "      - {use: core.fail, when: \"!line && k == `5` && n < `100` && !lookup('open', "
          "'x')\","
          " message: closed}\n"));
  killed.records(1, 200);
  killed.run_with_kills();
  REQUIRE(killed.run("table set c.yaml open x 1").code == 0);
  killed.run_with_kills({"tasks", "retry", "c.yaml", "--all"});
  killed.run_with_kills();
  Lines expected;
  for (int k = 0; k < 20; k++) {
    std::string in_walk, late;
    for (int n = k ? k : 20; n <= 200; n += 20) {
      std::string& items = k == 5 && n < 100 ? late : in_walk;
      items += (items.empty() ? "" : ",") + std::to_string(n);
      expected["{\"n\":" + std::to_string(n) + ",\"k\":" + std::to_string(k) + "}"] = 1;
    }
    for (const std::string& items : {in_walk, late})
      if (!items.empty())
        expected["{\"key\":" + std::to_string(k) + ",\"items\":[" + items + "]}"] = 1;
  }
  CHECK(killed.lines_of("out.ndjson") == expected);
}

TEST_CASE("changes and deletions of a walk come once each, however often it is killed") {
  const Killed killed(one_pipeline("      - {use: core.changed, by: n, deletions: true}\n",
                                   ", incremental: false"));
  Lines expected;
  const auto expect = [&](int from, int to, const auto& line_of) {
    for (int n = from; n <= to; n++) expected[line_of(n)]++;
  };
  killed.records(1, 300);
  REQUIRE(killed.run("run c.yaml").code == 0);
  expect(1, 300, line_of_record);
  killed.records(1, 199, "{\"n\":200,\"v\":\"new\"}\n");
  killed.run_with_kills();
  expected["{\"n\":200,\"v\":\"new\"}"]++;
  expect(201, 300, [](int n) { return "{\"key\":" + std::to_string(n) + ",\"deleted\":true}"; });
  CHECK(killed.lines_of("out.ndjson") == expected);
}

TEST_CASE("of records with one key one passes, and what is remembered of it is there, over kills") {
  const Killed killed(
      "tables: {seen: {store: true}}\n" +
      one_pipeline("      - {use: core.distinct, by: k, keep: first}\n"
                   "      - {use: core.remember, table: seen, key: k, value: n}\n"));
  killed.records(1, 400);
  killed.run_with_kills();
  Lines expected, rows;
  for (int n = 1; n <= 20; n++) {
    const std::string k = std::to_string(n % 20);
    expected[line_of_record(n)] = 1;
    rows["{\"key\":\"" + k + "\",\"value\":" + std::to_string(n) + "}"] = 1;
  }
  CHECK(killed.lines_of("out.ndjson") == expected);
  REQUIRE(killed.run("table export c.yaml seen >rows.ndjson").code == 0);
  CHECK(killed.lines_of(".out") == rows);
}

TEST_CASE("a record whose twin of the same page parked is not dropped as a repeat, over kills") {
  const Killed killed(
      one_pipeline("      - {use: core.distinct, by: k, keep: first}\n"
                   "      - {use: core.cast, each: lines, fields: {qty: integer}}\n"));
  std::ofstream in(killed.folder() / "in.ndjson");
  for (int n = 1; n <= 200; n++)
    in << "{\"n\":" << n << ",\"k\":" << (n + 1) / 2 << ",\"lines\":[{\"qty\":\""
       << (n % 2 ? "x" : "1") << "\"}]}\n";
  in.close();
  killed.run_with_kills();
  Lines expected;
  for (int n = 2; n <= 200; n += 2)
    expected["{\"n\":" + std::to_string(n) + ",\"k\":" + std::to_string(n / 2) +
             ",\"lines\":[{\"qty\":1}]}"] = 1;
  CHECK(killed.lines_of("out.ndjson") == expected);
}

TEST_CASE("an element whose twin parked with its record is not dropped as a repeat, over kills") {
  const Killed killed(
      one_pipeline("      - {use: core.distinct, each: lines, by: sku, keep: first}\n"
                   "      - {use: core.cast, each: lines, fields: {qty: integer}}\n"));
  const auto line = [](int n, const std::string& qty) {
    return "{\"n\":" + std::to_string(n) + ",\"lines\":[{\"sku\":" + std::to_string(n % 100) +
           ",\"qty\":" + qty + "}]}";
  };
  std::ofstream in(killed.folder() / "in.ndjson");
  for (int n = 0; n < 200; n++) in << line(n, n < 100 ? "\"x\"" : "\"1\"") << '\n';
  in.close();
  killed.run_with_kills();
  Lines expected;
  for (int n = 100; n < 200; n++) expected[line(n, "1")] = 1;
  CHECK(killed.lines_of("out.ndjson") == expected);
}
