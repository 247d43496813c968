// The implementations that the suite runs over. Each has a clock of its own, and another view of
// what it stores: as another process sees it.
#pragma once

#include <cstdint>

#include "store/sqlite_backlog.hpp"
#include "store/sqlite_inbox.hpp"
#include "store/sqlite_shared.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_tables.hpp"
#include "store/sqlite_tasks.hpp"
#include "unit/store/store_rig.hpp"

namespace sluice::store::test {

class SqliteStores {
 public:
  // One process.
  struct View {
    explicit View(SqliteStores& of)
        : pipelines(of.folder_.file()),
          tasks(of.folder_.file()),
          shared(of.folder_.file(), [&of] { return of.now_ms; }),
          backlog(of.folder_.file(), [&of] { return of.now_ms; }),
          inbox(of.folder_.file()),
          tables(of.folder_.file()) {}
    SqliteStore pipelines;
    SqliteTasks tasks;
    SqliteShared shared;
    SqliteBacklog backlog;
    SqliteInbox inbox;
    SqliteTables tables;
  };

  int64_t now_ms = 1'700'000'000'000;  // the store's clock

 private:
  Folder folder_;

 public:
  View one{*this}, other{*this};
};

}  // namespace sluice::store::test

// One type for each implementation.
#define SLUICE_STORES sluice::store::test::SqliteStores
