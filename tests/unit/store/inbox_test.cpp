// Events that came from outside: what is kept of them, and what is a repeat.
#include <doctest/doctest.h>

#include "store/sqlite_inbox.hpp"
#include "unit/store/store_rig.hpp"

using namespace sluice;
using namespace sluice::store;
using sluice::store::test::Folder;

namespace {

const Inbox kInbox{"orders", "shop a"};
const InboxLimits kLimits{3, 60'000, 100};

ArrivedEvent event(std::string entity, std::optional<int64_t> version, std::string text) {
  return {std::move(entity), version, "digest of " + text, text, 1000};
}

KeepResult keep(SqliteInbox& inbox, const ArrivedEvent& event, const Inbox& where = kInbox) {
  const auto taken = inbox.keep(where, kLimits, {event});
  REQUIRE(taken.ok());
  REQUIRE(taken->size() == 1);
  return taken->front();
}

}  // namespace

TEST_CASE("an event is given out as it came, by whoever opens the store") {
  const Folder folder;
  SqliteInbox first(folder.file());
  CHECK(keep(first, event("sale 1", 7, std::string("{\"id\":\"1\"}\0\xff", 12))) ==
        KeepResult::kKept);
  CHECK(keep(first, event("sale 2", std::nullopt, "two")) == KeepResult::kKept);
  SqliteInbox again(folder.file());
  const auto events = again.events(kInbox, 0, 10, 1000);
  REQUIRE(events.ok());
  REQUIRE(events->size() == 2);
  CHECK((*events)[0].entity == "sale 1");
  CHECK((*events)[0].text == std::string("{\"id\":\"1\"}\0\xff", 12));
  CHECK((*events)[0].time_us == 1000);
  CHECK((*events)[1].entity == "sale 2");
  const auto later = again.events(kInbox, (*events)[0].number, 10, 1000);
  REQUIRE(later->size() == 1);
  CHECK((*later)[0].number == (*events)[1].number);
}

TEST_CASE("events are given out up to a count, and no more once they exceed the bytes") {
  const Folder folder;
  SqliteInbox inbox(folder.file());
  for (const char* entity : {"a", "b", "c"}) keep(inbox, event(entity, 1, std::string(10, 'x')));
  CHECK(inbox.events(kInbox, 0, 2, 1000)->size() == 2);
  CHECK(inbox.events(kInbox, 0, 10, 9)->size() == 1);
  CHECK(inbox.events(kInbox, 0, 10, 10)->size() == 2);
}

TEST_CASE("an event that is not newer than its entity's latest is a repeat") {
  const Folder folder;
  SqliteInbox inbox(folder.file());
  CHECK(keep(inbox, event("sale 1", 7, "seven")) == KeepResult::kKept);
  CHECK(keep(inbox, event("sale 1", 7, "seven again")) == KeepResult::kRepeated);
  CHECK(keep(inbox, event("sale 1", 6, "six")) == KeepResult::kRepeated);
  CHECK(keep(inbox, event("sale 1", 8, "eight")) == KeepResult::kKept);
  CHECK(keep(inbox, event("sale 2", std::nullopt, "same")) == KeepResult::kKept);
  CHECK(keep(inbox, event("sale 2", std::nullopt, "same")) == KeepResult::kRepeated);
}

TEST_CASE("a full inbox takes no more, that of another source does") {
  const Folder folder;
  SqliteInbox inbox(folder.file());
  for (const char* entity : {"a", "b", "c"})
    CHECK(keep(inbox, event(entity, 1, "x")) == KeepResult::kKept);
  CHECK(keep(inbox, event("d", 1, "x")) == KeepResult::kFull);
  CHECK(keep(inbox, event("d", 1, "x"), {"orders", "shop b"}) == KeepResult::kKept);
}

TEST_CASE("an inbox where no store can be made says so") {
  SqliteInbox inbox("/nonexistent/state.db");
  CHECK_FALSE(inbox.events(kInbox, 0, 10, 1000).ok());
  CHECK_FALSE(inbox.keep(kInbox, kLimits, {event("a", 1, "x")}).ok());
}
