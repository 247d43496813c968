#include "measure/ledger.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <new>
#include <thread>

using namespace sluice::measure;

namespace {

class HandTime final : public sluice::base::TimeSource {
 public:
  int64_t wall_ns() override { return wall; }
  int64_t cpu_ns() override { return cpu; }
  int64_t wall = 0, cpu = 0;
};

}  // namespace

TEST_CASE("waiting counts in the thread's open ledger, by its reason") {
  HandTime time;
  const Ledger ledger(&time);
  {
    const Waiting waiting(Wait::budget);
    time.wall += 70;
  }
  {
    const Waiting waiting(Wait::transfer);
    time.wall += 5;
  }
  CHECK(ledger.work.waited(Wait::budget) == 70);
  CHECK(ledger.work.waited(Wait::transfer) == 5);
  CHECK(ledger.work.waited(Wait::first_byte) == 0);
}

TEST_CASE("without a ledger, and on a thread that has none, nothing is measured") {
  HandTime time;
  { const Waiting waiting(Wait::budget); }
  count_sent(7);
  const Ledger ledger(&time);
  std::thread([] {
    const Waiting waiting(Wait::budget);
    count_sent(7);
    CHECK(Ledger::mine() == nullptr);
  }).join();
  CHECK(ledger.work.sent == 0);
}

TEST_CASE("a ledger that is opened later takes what comes until it is gone") {
  HandTime time;
  const Ledger outer(&time);
  {
    const Ledger inner(&time);
    count_received(3);
    CHECK(inner.work.received == 3);
    const Ledger none(nullptr);
    count_received(4);
    CHECK(inner.work.received == 7);
  }
  count_received(10);
  CHECK(outer.work.received == 10);
}

TEST_CASE("host work within host work counts once, as the outer one") {
  HandTime time;
  const Ledger ledger(&time);
  {
    const Working outer(HostWork::http);
    time.cpu += 10;
    {
      const Working inner(HostWork::parse);
      time.cpu += 20;
    }
    time.cpu += 1;
  }
  { const Working after(HostWork::parse); }
  CHECK(ledger.work.host_cpu(HostWork::http) == 31);
  CHECK(ledger.work.host_cpu(HostWork::parse) == 0);
  CHECK(ledger.work.host_cpu() == 31);
}

TEST_CASE("what happened in between is the difference of two readings") {
  HandTime time;
  const Ledger ledger(&time);
  count_written(5);
  count_block();
  const Work before = ledger.work;
  count_written(6);
  Work between = ledger.work;
  between -= before;
  CHECK(between.written == 6);
  CHECK(between.blocks == 0);
  between += before;
  CHECK(between.written == 11);
  CHECK(between.blocks == 1);
}

TEST_CASE("each C++ allocation of the thread is counted") {
  if (!allocations_are_counted()) {
    MESSAGE("skipped: a sanitizer has its own allocator");
    return;
  }
  HandTime time;
  const Ledger ledger(&time);
  ::operator delete(::operator new(100));
  ::operator delete[](::operator new[](100));
  ::operator delete(::operator new(100, std::nothrow), std::nothrow);
  CHECK(ledger.work.allocations == 3);
}
