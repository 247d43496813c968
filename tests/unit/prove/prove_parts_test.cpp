// The parts of `sluice prove` that judge: what a log of deliveries says, where to kill, and what
// counts as lost, foreign or twice.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <utility>

#include "app/prove/delivery_log.hpp"
#include "app/prove/kill_points.hpp"
#include "app/prove/verdict.hpp"
#include "backlog/numbered_lines.hpp"
#include "pipeline/fingerprint.hpp"
#include "support/temp_folder.hpp"

using namespace sluice::app;
using sluice::test::TempFolder;

namespace {

const TargetKey kTarget{"p", "t"};

// A log whose runs are given one by one; each may end anywhere, as after a kill.
struct LoggedRuns {
  TempFolder folder;

  template <class Run>
  void run(const Run& what) const {
    DeliveryLog log(folder / "log");
    what(log, log.target("p", "t", {}));
  }
  DeliveryCount count(const std::string& record) const {
    const auto all = read_deliveries(folder / "log");
    REQUIRE(all.ok());
    const auto& records = all->at(kTarget).records;
    const auto found = records.find(record);
    return found == records.end() ? DeliveryCount() : found->second;
  }
};

// Lives with one target, and the verdict over them.
struct Judged {
  LeftBehind undisturbed, life;
  ProvenTarget target;

  Judged(ProvenTarget::How how, uint64_t repeats_a_kill) {
    target.pipeline = "p";
    target.name = "t";
    target.how = how;
    target.file = "f";
    target.repeats_a_kill = repeats_a_kill;
    undisturbed.deliveries[kTarget].records = {{"a", {1, 0}}, {"b", {1, 0}}};
    undisturbed.files["f"] = {{"a", 1}, {"b", 1}};
    life = undisturbed;
  }
  TargetVerdict verdict(uint64_t kills = 1) const {
    Verdicts all(undisturbed, {target});
    const bool holds = all.add(life, kills);
    CHECK(holds == all.all().front().holds());
    return all.all().front();
  }
};

const auto kRecords = ProvenTarget::How::kRecords;
const auto kLines = ProvenTarget::How::kLines;

}  // namespace

TEST_CASE("a record counts as delivered once its outcome is known, and perhaps before") {
  const LoggedRuns runs;
  runs.run([](DeliveryLog& log, int target) {
    log.offered(target, {"a", "b"});
    log.settled(target, {"a"});
    log.offered(target, {"c"});
  });
  CHECK(runs.count("a").surely == 1);
  CHECK(runs.count("b").surely + runs.count("b").perhaps == 0);
  CHECK(runs.count("c").perhaps == 1);
}

TEST_CASE("offers of several batches get their outcomes in order") {
  const LoggedRuns runs;
  runs.run([](DeliveryLog& log, int target) {
    log.offered(target, {"a"});
    log.offered(target, {"b"});
    log.offered(target, {"c"});
    log.withdrawn(target);
    log.settled(target, {"a"});
  });
  CHECK(runs.count("a").surely == 1);
  CHECK(runs.count("b").perhaps == 1);
  CHECK(runs.count("c").perhaps == 0);
}

TEST_CASE("what a publisher finds or does not find settles what a kill left open") {
  const LoggedRuns runs;
  runs.run([](DeliveryLog& log, int target) { log.offered(target, {"a", "b"}); });
  runs.run([](DeliveryLog& log, int target) { log.recovered(target, {"a"}, {"b"}); });
  runs.run([](DeliveryLog& log, int target) { log.recovered(target, {"a"}, {}); });
  CHECK(runs.count("a").surely == 1);
  CHECK(runs.count("a").perhaps == 0);
  CHECK(runs.count("b").surely + runs.count("b").perhaps == 0);
}

TEST_CASE("a line that a kill cut off does not count, and the next run's lines do") {
  const LoggedRuns runs;
  runs.run([](DeliveryLog& log, int target) { log.offered(target, {"a"}); });
  { std::ofstream(runs.folder / "log", std::ios::app) << "S\t0\ta"; }
  runs.run([](DeliveryLog& log, int target) {
    log.offered(target, {"a"});
    log.settled(target, {"a"});
  });
  CHECK(runs.count("a").surely == 1);
  CHECK(runs.count("a").perhaps == 1);
}

TEST_CASE("a record that waited in the backlog is called by what was read") {
  const std::string read = "{\"n\":1}", origin = sluice::pipeline::origin_key(read);
  CHECK(delivery_key(read) == origin);
  CHECK(delivery_key(sluice::backlog::numbered_line(12, "{\"m\":1}", origin + " 1/1")) == origin);
  CHECK(delivery_key(sluice::backlog::numbered_line(12, "{\"m\":1}", origin + " part 2")) ==
        origin);
}

TEST_CASE("the largest offer is known") {
  const LoggedRuns runs;
  runs.run([](DeliveryLog& log, int target) {
    log.offered(target, {"a", "b", "c"});
    log.settled(target, {});
    log.offered(target, {"a"});
  });
  CHECK(read_deliveries(runs.folder / "log")->at(kTarget).largest_offer == 3);
}

TEST_CASE(
    "each sync is chosen where half of the kills suffice, and all points are within the run") {
  std::mt19937_64 random(1);
  std::set<uint64_t> syncs;
  for (const KillPoint& point : choose_kill_points({100, 8}, 20, random)) {
    if (point.of_syncs) syncs.insert(point.number);
    CHECK(point.number >= 1);
    CHECK(point.number <= (point.of_syncs ? 8u : 100u));
  }
  CHECK(syncs.size() == 8);
}

TEST_CASE("more syncs than kills are spread over the run") {
  std::mt19937_64 random(1);
  const auto points = choose_kill_points({1000, 100}, 10, random);
  const auto syncs = std::count_if(points.begin(), points.end(),
                                   [](const KillPoint& point) { return point.of_syncs; });
  CHECK(points.size() == 10);
  CHECK(syncs == 5);
  CHECK(points[4].number > 50);
}

TEST_CASE("the same seed chooses the same moments, another one others") {
  const auto words = [](uint64_t seed) {
    std::mt19937_64 random(seed);
    std::string out;
    for (const KillPoint& point : choose_kill_points({1000, 4}, 20, random)) out += words_of(point);
    return out;
  };
  CHECK(words(1) == words(1));
  CHECK(words(1) != words(2));
}

TEST_CASE("a life that leaves behind the same holds") {
  CHECK(Judged(kRecords, 0).verdict().holds());
  CHECK(Judged(kLines, 0).verdict().holds());
}

TEST_CASE("a record that did not get there, or only perhaps, is lost") {
  Judged judged(kRecords, 0);
  judged.life.deliveries[kTarget].records["a"] = {0, 1};
  CHECK(judged.verdict().lost == 1);
  CHECK_FALSE(judged.verdict().holds());
  judged.life.deliveries.clear();
  CHECK(judged.verdict().lost == 2);
}

TEST_CASE("a record that has a task instead is in doubt, not lost") {
  Judged judged(kRecords, 0);
  judged.life.deliveries[kTarget].records["a"] = {0, 1};
  judged.life.parked[kTarget]["a"] = 1;
  CHECK(judged.verdict().held_back == 1);
  CHECK(judged.verdict().holds());
  // One that every life parks is no excuse.
  judged.undisturbed.parked[kTarget]["a"] = 1;
  CHECK(judged.verdict().lost == 1);
}

TEST_CASE("a record that waits for its target is held back, and may be delivered by another life") {
  Judged judged(kRecords, 0);
  judged.life.deliveries[kTarget].records.erase("a");
  judged.life.waiting[kTarget]["a"] = 1;
  CHECK(judged.verdict().held_back == 1);
  CHECK(judged.verdict().holds());
  std::swap(judged.life, judged.undisturbed);
  CHECK(judged.verdict().expected == 2);
  CHECK(judged.verdict().holds());
}

TEST_CASE("a task of another target is no excuse for this one") {
  Judged judged(kRecords, 0);
  judged.life.deliveries[kTarget].records.erase("a");
  judged.life.deliveries[{"p", "other"}] = {};
  judged.life.parked[{"p", "other"}]["a"] = 1;
  CHECK(judged.verdict().lost == 1);
}

TEST_CASE("what only the killed life has is foreign") {
  Judged records(kRecords, 9), lines(kLines, 9);
  records.life.deliveries[kTarget].records["x"] = {1, 0};
  lines.life.files["f"]["x"] = 1;
  CHECK(records.verdict().foreign == 1);
  CHECK(lines.verdict().foreign == 1);
  CHECK_FALSE(lines.verdict().holds());
}

TEST_CASE("repeats hold up to what the kills may repeat, perhaps-delivered ones included") {
  Judged judged(kRecords, 1);
  judged.life.deliveries[kTarget].records = {{"a", {2, 0}}, {"b", {1, 1}}};
  CHECK(judged.verdict(1).twice == 2);
  CHECK_FALSE(judged.verdict(1).holds());
  CHECK(judged.verdict(2).holds());
}

TEST_CASE("a kill may repeat batches as large as those of the backlog are") {
  Judged lives(kRecords, 1);
  lives.target.repeated_batches_a_kill = 2;
  lives.life.deliveries[kTarget].records = {{"a", {3, 0}}, {"b", {2, 1}}};
  CHECK_FALSE(lives.verdict().holds());
  lives.life.deliveries[kTarget].largest_offer = 2;
  CHECK(lives.verdict().holds());
}

TEST_CASE("a file repeats nothing, and a target with notes neither") {
  Judged lines(kLines, 9), noted(kRecords, 9);
  lines.life.files["f"]["a"] = 2;
  noted.undisturbed.deliveries[kTarget].traits.keeps_notes = true;
  noted.life.deliveries[kTarget].records["a"] = {2, 0};
  CHECK_FALSE(lines.verdict().holds());
  CHECK_FALSE(noted.verdict().holds());
}

TEST_CASE(
    "a source that starts over may bring its whole walk once more, but not to a replaced file") {
  Judged judged(kLines, 0);
  judged.life.files["f"] = {{"a", 2}, {"b", 2}};
  judged.undisturbed.starting_over = {"p"};
  CHECK(judged.verdict().holds());
  judged.undisturbed.deliveries[kTarget].traits.replaces = true;
  CHECK_FALSE(judged.verdict().holds());
}

TEST_CASE("a walk that a run begins anew may bring everything once more, with each such run") {
  Judged judged(kLines, 0);
  judged.life.files["f"] = {{"a", 3}, {"b", 3}};
  judged.life.deliveries[kTarget].starts_over = 1;
  CHECK_FALSE(judged.verdict().holds());
  judged.life.deliveries[kTarget].starts_over = 2;
  CHECK(judged.verdict().holds());
  judged.life.deliveries[kTarget].traits.replaces = true;
  CHECK_FALSE(judged.verdict().holds());
}

TEST_CASE("what each run brings again may be there once more for each kill") {
  Judged judged(kLines, 0);
  judged.life.files["f"]["a"] = 3;
  judged.target.repeats_a_run = 1;
  CHECK_FALSE(judged.verdict().holds());
  CHECK(judged.verdict(2).holds());
}

TEST_CASE("a log says how many runs began a walk anew") {
  const TempFolder folder;
  for (const bool starts_over : {false, true, true}) {
    DeliveryLog log(folder / "log");
    log.target("p", "t", {.starts_over = starts_over});
  }
  CHECK(read_deliveries(folder / "log")->at(kTarget).starts_over == 2);
}

TEST_CASE("of what hooks leave only the number of lines counts, and tasks explain missing ones") {
  Judged judged(ProvenTarget::How::kLineCount, 0);
  judged.life.files["f"] = {{"c", 2}};
  CHECK(judged.verdict().holds());
  judged.life.files["f"] = {{"c", 1}};
  CHECK(judged.verdict().lost == 1);
  judged.life.parked[{"p", "main"}]["a"] = 1;
  CHECK(judged.verdict().held_back == 1);
  CHECK(judged.verdict().holds());
}

TEST_CASE("what hooks leave is held back with a task of the target whose hooks they are") {
  Judged judged(ProvenTarget::How::kLineCount, 0);
  const TargetKey main{"p", "main"};
  judged.undisturbed.deliveries[main].records = {{"a", {1, 0}}, {"b", {1, 0}}};
  judged.life.deliveries[main].records = {{"b", {1, 0}}};
  judged.life.files["f"] = {{"c", 1}};
  judged.life.parked[main]["a"] = 1;
  CHECK(judged.verdict().held_back == 1);
  CHECK(judged.verdict().holds());
}
