// sluice table export and import: rows of a table in the store as lines.
#pragma once

#include <optional>
#include <string>

#include "app/report/console.hpp"
#include "app/wiring/options.hpp"
#include "store/table_store.hpp"

namespace sluice::app {

// {"key", "value", "expires_us"}: one line of a file, which import reads.
config::Node row_node(const store::StoredRow& row);

// Calls `use(row)` with all rows of a table that have not expired, by key.
template <class Use>
Status each_row(store::TableStore& store, const std::string& table, int64_t now_us, Use&& use) {
  constexpr size_t kPage = 1000;
  std::optional<std::string> after;
  for (;;) {
    const auto page = store.rows(table, after, kPage, now_us);
    if (!page) return page.status();
    for (const store::StoredRow& row : *page) use(row);
    if (page->size() < kPage) return {};
    after = page->back().key;
  }
}

// To standard output.
int export_table(store::TableStore& store, const std::string& table, int64_t now_us);
// All rows of the file or none.
int import_table(const Options& options, store::TableStore& store, const std::string& table,
                 const std::string& file);

}  // namespace sluice::app
