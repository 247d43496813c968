// A source, two targets and a real store: "books" may be down, "web" always works.
#pragma once

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <vector>

#include "backlog/rounds.hpp"
#include "fakes.hpp"
#include "platform/wake.hpp"
#include "store/sqlite_backlog.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_tasks.hpp"
#include "support/temp_folder.hpp"

namespace sluice::test {

struct BacklogRig {
  TempFolder folder;
  FakeClock clock;
  FakeSource source;
  FakeTarget books, web;
  store::SqliteStore store{folder / "state.db"};
  store::SqliteBacklog backlogs{folder / "state.db", [this] { return clock.unix_us() / 1000; }};
  store::SqliteTasks tasks{folder / "state.db"};
  pipeline::StopToken stop{*platform::Wake::create(), 1000};
  pipeline::Plan plan;
  std::atomic<bool> down{true};  // books

  explicit BacklogRig(size_t records = 20, size_t page = 5) {
    source.pages = numbered_pages(records, page);
    plan.pipeline = "p";
    plan.source = source.source();
    plan.targets = {books.target("books"), web.target("web")};
    plan.targets[0].backlog.emplace();
    plan.lanes = 1;
    plan.retry.attempts = 2;
    books.on_publish = [this](sluice_batch*, sluice_error* error) {
      return down ? fail(error, SLUICE_E_UNAVAILABLE, "no route to the books") : SLUICE_OK;
    };
  }

  pipeline::RunReport run() {
    return backlog::Rounds(store, &backlogs, &clock, 1).run(plan, stop, nullptr);
  }
  std::vector<std::string> waiting() {
    std::vector<std::string> out;
    const auto found = backlogs.waiting("p", "books", 0, 10'000, 1 << 20);
    for (const store::WaitingRecord& record : *found) out.push_back(record.value);
    return out;
  }
  void let_try() { REQUIRE(backlogs.try_now("p", "books").ok()); }
};

// {"id":1} to {"id":last}.
inline std::vector<std::string> ids_to(size_t last, size_t first = 1) {
  std::vector<std::string> out;
  for (size_t id = first; id <= last; id++) out.push_back("{\"id\":" + std::to_string(id) + "}");
  return out;
}

}  // namespace sluice::test
