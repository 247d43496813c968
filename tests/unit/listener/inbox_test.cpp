#include <doctest/doctest.h>

#include <thread>
#include <vector>

#include "listener/inbox_writer.hpp"
#include "store/sqlite_inbox.hpp"
#include "store/sqlite_store.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::store;

namespace {

constexpr int64_t kHourUs = 3'600'000'000;

struct Rig {
  test::TempFolder folder;
  std::string file = (folder / "sluice.db").string();
  SqliteInbox inbox{file};
  Inbox whose{"hooks", "shop"};
  InboxLimits limits{10, 72 * 3'600'000, 100};

  KeepResult keep(const std::string& entity, std::optional<int64_t> version,
                  const std::string& text, int64_t time_us = kHourUs) {
    auto taken = inbox.keep(whose, limits, {{entity, version, "digest of " + text, text, time_us}});
    INFO(taken.status().message());
    REQUIRE(taken.ok());
    return taken->at(0);
  }
  std::vector<std::string> texts(int64_t after = 0, size_t most = 100, size_t bytes = 1 << 20) {
    auto events = inbox.events(whose, after, most, bytes);
    REQUIRE(events.ok());
    std::vector<std::string> out;
    for (const KeptEvent& event : *events) out.push_back(event.text);
    return out;
  }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("events come out in the order they came in, and stay until a commit passes them") {
  Rig rig;
  rig.keep("a", {}, "1");
  rig.keep("b", {}, "2");
  rig.keep("c", {}, "3");
  CHECK(rig.texts() == Texts{"1", "2", "3"});
  const auto events = rig.inbox.events(rig.whose, 0, 100, 100);
  SqliteStore store(rig.file);
  Delta delta;
  delta.cursor = Cursor{};
  delta.events = SettledEvents{"shop", (*events)[1].number};
  REQUIRE(store.commit("hooks", 0, delta).ok());
  CHECK(rig.texts() == Texts{"3"});
  CHECK_FALSE(store.commit("hooks", 0, delta).ok());
}

TEST_CASE("an event that is not newer than its entity's latest one is a repeat") {
  Rig rig;
  CHECK(rig.keep("a", 5, "five") == KeepResult::kKept);
  CHECK(rig.keep("a", 5, "five") == KeepResult::kRepeated);
  CHECK(rig.keep("a", 4, "four, late") == KeepResult::kRepeated);
  CHECK(rig.keep("a", 6, "six") == KeepResult::kKept);
  CHECK(rig.keep("b", 4, "another entity") == KeepResult::kKept);
}

TEST_CASE("without versions only what equals the latest event is a repeat") {
  Rig rig;
  CHECK(rig.keep("stock", {}, "5") == KeepResult::kKept);
  CHECK(rig.keep("stock", {}, "5") == KeepResult::kRepeated);
  CHECK(rig.keep("stock", {}, "6") == KeepResult::kKept);
  CHECK(rig.keep("stock", {}, "5") == KeepResult::kKept);
}

TEST_CASE("what a full inbox does not take is not remembered as taken") {
  Rig rig;
  rig.limits.events = 1;
  CHECK(rig.keep("a", 1, "a") == KeepResult::kKept);
  CHECK(rig.keep("b", 1, "b") == KeepResult::kFull);
  rig.limits.events = 2;
  CHECK(rig.keep("b", 1, "b") == KeepResult::kKept);
}

TEST_CASE("the memory of events is bounded in time and number") {
  Rig rig;
  rig.limits.events = 1000;
  rig.keep("a", 1, "a", kHourUs);
  rig.limits.remembered = 1000;
  for (int i = 0; i < 63; i++) rig.keep("x" + std::to_string(i), 1, "x", 2 * kHourUs + i);
  rig.keep("late", 1, "late", 80 * kHourUs);  // the 65th: forgets what is older than 72 hours
  CHECK(rig.keep("a", 1, "a", 80 * kHourUs) == KeepResult::kKept);
}

TEST_CASE("events of another source or pipeline are nobody else's") {
  Rig rig;
  rig.keep("a", 1, "a");
  rig.whose.source = "another shop";
  CHECK(rig.texts().empty());
  CHECK(rig.keep("a", 1, "a") == KeepResult::kKept);
}

TEST_CASE("a read stops at its number and at its bytes, but gives one event at least") {
  Rig rig;
  rig.keep("a", {}, "aaaa");
  rig.keep("b", {}, "bbbb");
  rig.keep("c", {}, "cccc");
  CHECK(rig.texts(0, 2) == Texts{"aaaa", "bbbb"});
  CHECK(rig.texts(0, 100, 1) == Texts{"aaaa"});
}

TEST_CASE("many who come at once share steps of the store, and each is durable on return") {
  Rig rig;
  rig.limits.events = 1000;
  listener::InboxWriter writer(rig.inbox, rig.whose, rig.limits);
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; t++)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 10; i++) {
        const std::string name = std::to_string(t) + "." + std::to_string(i);
        auto taken = writer.keep({name, 1, "d", name, kHourUs});
        const bool kept = taken.ok() && *taken == KeepResult::kKept;
        CHECK(kept);
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(rig.texts().size() == 80);
  CHECK(writer.steps() < 80);
}

TEST_CASE("who cannot be served by the store hears why") {
  Rig rig;
  SqliteInbox nowhere("/nonexistent/folder/sluice.db");
  listener::InboxWriter writer(nowhere, rig.whose, rig.limits);
  auto taken = writer.keep({"a", 1, "d", "a", kHourUs});
  CHECK_FALSE(taken.ok());
  CHECK(taken.status().message().find("/nonexistent/folder") != std::string::npos);
}
