#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "fakes.hpp"
#include "pipeline/backoff.hpp"
#include "pipeline/batch_pool.hpp"
#include "pipeline/fingerprint.hpp"
#include "pipeline/lane_queue.hpp"
#include "pipeline/saved_page.hpp"
#include "pipeline/settlement.hpp"

using namespace sluice;
using namespace sluice::pipeline;

namespace {

uint32_t of(uint32_t n) { return n; }

template <size_t N>
std::span<const uint32_t> list(const uint32_t (&numbers)[N]) {
  return numbers;
}

Status unavailable() { return {SLUICE_E_UNAVAILABLE, "down"}; }

}  // namespace

TEST_CASE("an origin is unsettled until something is known of it") {
  Settlement s(3, 1);
  CHECK(s.unsettled() == 3);
  s.filtered(list({of(0)}));
  s.delivered(list({of(1)}), 0);
  CHECK(s.unsettled() == 1);
  s.parked(list({of(2)}));
  CHECK(s.unsettled() == 0);
}

TEST_CASE("an origin counts as filtered only if nothing of it was delivered or parked") {
  Settlement s(2, 1);
  s.filtered(list({of(0)}));
  s.filtered(list({of(1)}));
  s.delivered(list({of(1)}), 0);
  CHECK(s.filtered_count() == 1);
}

TEST_CASE("a record of many origins settles all of them") {
  Settlement s(3, 2);
  s.delivered(list({of(0), of(1), of(2)}), 1);
  CHECK(s.unsettled() == 0);
  CHECK(s.delivered_to(1) == 1);
  CHECK(s.delivered_to(0) == 0);
}

TEST_CASE("an origin with one delivered and one parked record counts as parked once") {
  Settlement s(1, 1);
  s.delivered(list({of(0)}), 0);
  s.refused(list({of(0)}), 0);
  s.refused(list({of(0)}), 0);
  CHECK(s.parked_count() == 1);
  CHECK(s.refused_by(0) == 2);
}

TEST_CASE("an origin is parked at a target that refused it, and at all if a step failed it") {
  Settlement s(3, 2);
  s.refused(list({of(0)}), 1);
  s.parked(list({of(1)}));
  CHECK(s.is_parked_at(0, 1));
  CHECK(!s.is_parked_at(0, 0));
  CHECK(s.is_parked(0));
  CHECK(s.is_parked_at(1, 0));
  CHECK(s.is_parked_at(1, 1));
  CHECK(!s.is_parked_at(2, 1));
}

TEST_CASE("what a target's own steps drop is counted for it alone") {
  Settlement s(2, 2);
  s.filtered_at(list({of(0)}), 1);
  CHECK(s.unsettled() == 1);
  CHECK(s.filtered_for(1) == 1);
  CHECK(s.filtered_for(0) == 0);
}

TEST_CASE("an origin that is none is not counted") {
  Settlement s(2, 1);
  s.parked(list({of(2)}));
  s.refused(list({of(2)}), 0);
  CHECK(s.parked_count() == 0);
}

TEST_CASE("back-off ends with the attempts, those that whoever failed made by itself included") {
  base::Jitter jitter(7);
  const base::RetryRules rules{{5, 100, 300}, {}, {}};
  Backoff b(rules, jitter);
  CHECK(b.next(unavailable(), 0));
  CHECK(b.next(unavailable().with_attempts(2), 0));
  CHECK(b.attempts() == 3);
  CHECK(b.next(unavailable(), 0));
  CHECK_FALSE(b.next(unavailable(), 0));
  CHECK(b.attempts() == 5);
  CHECK(b.calls() == 4);
}

TEST_CASE("back-off waits exactly as long as the error asks for") {
  base::Jitter jitter(7);
  const base::RetryRules rules{{3, 100, 300}, {}, {}};
  Backoff b(rules, jitter);
  CHECK(b.next(unavailable().with_retry_after(90000), 0) == 90000);
}

TEST_CASE("each class of failures has attempts of its own, a status goes over its hundred") {
  base::Jitter jitter(7);
  base::RetryRules rules{{2, 0, 0}, {}, {}};
  rules.by_code[SLUICE_E_RATE_LIMITED] = {4, 0, 0};
  rules.by_status[5] = {3, 0, 0};
  rules.by_status[502] = {1, 0, 0};
  Backoff b(rules, jitter);
  CHECK_FALSE(b.next(unavailable().with_remote_code(502), 0));
  CHECK(b.next(unavailable().with_remote_code(500), 0));
  CHECK(b.next(unavailable().with_remote_code(503), 0));
  CHECK(b.next(unavailable(), 0));
  CHECK_FALSE(b.next(unavailable().with_remote_code(500), 0));
  CHECK_FALSE(b.next(unavailable(), 0));
  for (int i = 0; i < 3; i++) CHECK(b.next(Status(SLUICE_E_RATE_LIMITED, "slow"), 0));
  CHECK_FALSE(b.next(Status(SLUICE_E_RATE_LIMITED, "slow"), 0));
}

TEST_CASE("no attempt begins later than within says, counted from the class's first failure") {
  base::Jitter jitter(7);
  const base::RetryRules rules{{100, 0, 0, 1000}, {}, {}};
  Backoff b(rules, jitter);
  CHECK(b.next(unavailable(), 5'000'000));
  CHECK(b.next(unavailable(), 6'000'000));
  CHECK_FALSE(b.next(unavailable(), 6'001'000));
  Backoff told(rules, jitter);
  CHECK_FALSE(told.next(unavailable().with_retry_after(1001), 0));
}

TEST_CASE("a digest is SHA-256 over parts that cannot run into each other") {
  CHECK(digest({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(digest({"ab", "c"}) != digest({"a", "bc"}));
  CHECK(digest({"a", ""}) != digest({"a"}));
}

TEST_CASE("a cursor's fingerprint changes with subscriber, identity and request") {
  Plan a, b;
  a.source.id = "x.subscriber";
  b.source.id = "y.subscriber";
  const Fingerprint base = cursor_fingerprint(a, "https://one");
  CHECK(base.is(cursor_fingerprint(a, "https://one").text()));
  CHECK_FALSE(base.is(cursor_fingerprint(b, "https://one").text()));
  CHECK_FALSE(base.is(cursor_fingerprint(a, "https://two").text()));
}

TEST_CASE("the queue is bounded and keeps order between two threads") {
  LaneQueue queue(2);
  std::thread source([&] {
    for (uint64_t i = 0; i < 500; i++) {
      Packet packet;
      packet.retries = i;
      if (!queue.push(std::move(packet))) return;
    }
  });
  for (uint64_t i = 0; i < 500; i++) {
    auto packet = queue.pop(60000);
    REQUIRE(packet);
    CHECK(packet->retries == i);
  }
  source.join();
}

TEST_CASE("no further page is read while the batches read before are large") {
  record::PagePool pages;
  BatchPool batches({}, pages, 1);
  LaneQueue queue(4, 1000);
  Packet large;
  large.page = batches.take();
  REQUIRE(large.page->reserve_page(5000));
  CHECK(queue.wait_for_room());
  REQUIRE(queue.push(std::move(large)));
  std::atomic<bool> read_on = false;
  std::thread source([&] { read_on = queue.wait_for_room(); });
  REQUIRE(queue.pop(0));
  CHECK_FALSE(read_on);       // it is in the sink's hand now
  CHECK_FALSE(queue.pop(0));  // and done with
  source.join();
  CHECK(read_on);
}

TEST_CASE("a closed queue keeps nobody waiting for room") {
  record::PagePool pages;
  BatchPool batches({}, pages, 1);
  LaneQueue queue(4, 0);
  Packet packet;
  packet.page = batches.take();
  REQUIRE(packet.page->reserve_page(10));
  REQUIRE(queue.push(std::move(packet)));
  queue.close();
  CHECK_FALSE(queue.wait_for_room());
}

TEST_CASE("a batch given back comes again, empty") {
  record::PagePool pages;
  BatchPool batches({}, pages, 1);
  const record::Batch* first = nullptr;
  {
    BatchPool::Handle batch = batches.take();
    first = batch.get();
    size_t index = 0;
    REQUIRE(batch->abi()->records_api->add_source(batch->abi(), slice("{}"), &index) == SLUICE_OK);
  }
  BatchPool::Handle again = batches.take();
  CHECK(again.get() == first);
  CHECK(again->abi()->count == 0);
  CHECK(batches.take().get() != first);
}

TEST_CASE("closing the queue wakes a waiting push and pop") {
  LaneQueue queue(1);
  REQUIRE(queue.push({}));
  std::thread source([&] { CHECK_FALSE(queue.push({})); });
  queue.close();
  source.join();
  CHECK(queue.pop(60000));
  CHECK_FALSE(queue.pop(60000));
}

TEST_CASE("an unreadable page is saved redacted under a name that is safe") {
  namespace fs = std::filesystem;
  std::string folder = (fs::temp_directory_path() / "sluice-page-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()));
  Plan plan;
  plan.pipeline = "../a/b";
  plan.state_folder = folder;
  plan.redact = [](std::string_view) { return std::string("***"); };
  const std::string said = save_page(plan, 4, "<html>");
  const size_t name = said.find(folder + "/unreadable-___a_b-page-4-");
  REQUIRE(name != std::string::npos);
  const fs::path path = said.substr(name);
  std::ifstream in(path);
  CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == "***");
  CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  plan.state_folder = folder + "/missing";
  CHECK(save_page(plan, 4, "<html>").find("could not be saved") != std::string::npos);
  fs::remove_all(folder);
}

TEST_CASE("saved pages follow no planted link and do not pile up") {
  namespace fs = std::filesystem;
  std::string folder = (fs::temp_directory_path() / "sluice-page-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()));
  Plan plan;
  plan.pipeline = "p";
  plan.state_folder = folder;
  std::ofstream(folder + "/victim") << "precious";
  fs::create_symlink("victim", folder + "/unreadable-p-page-4-planted.txt");
  const std::string first = save_page(plan, 4, "1"), second = save_page(plan, 4, "2");
  CHECK(first != second);
  save_page(plan, 5, "3");
  std::ifstream in(folder + "/victim");
  CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == "precious");
  const auto files = fs::directory_iterator(folder);
  CHECK(std::distance(begin(files), end(files)) == 3);  // the victim, and a page each
  fs::remove_all(folder);
}

TEST_CASE("a cursor in a message is cut on a character and holds no line break") {
  Plan plan;
  std::string cursor = "a\nb";
  for (int i = 0; i < 100; i++) cursor += "\xC3\xA9";
  const std::string shown = shown_cursor(plan, cursor);
  CHECK(shown.find('\n') == std::string::npos);
  CHECK(shown.substr(shown.size() - 5) == "\xC3\xA9...");
  CHECK(shown_cursor(plan, "") == "the beginning");
}
