#pragma once
// A page of rows and its JSON text, with the switches and faults that change rows
// applied. Rows are joined, not serialised. Under the simulator's lock.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/settings.hpp"
#include "common/store.hpp"
#include "faults/faults.hpp"

namespace sluice::simulator {

struct Page {
  std::vector<const Row*> rows;
  bool has_version = false;  // the list's contract has a `version` member
  std::int64_t after = 0;    // cursor of the request; what a stuck cursor repeats
  // The text around the rows: {"data":[ … ] and further members … }
  std::string open = "{\"data\":[";
  std::string tail = "]";
  std::string close = "}";
};

// A page that is just an array.
Page bare_page();

// `short_pages` and `shuffle_rows`, decided by the cursor alone: a repeated request gets the
// same page.
void apply_switches(Page& page, const Settings& settings);

// The page as text, with `version` where the list has one.
std::string page_body(Page page, const std::optional<Fault>& fault);

}  // namespace sluice::simulator
