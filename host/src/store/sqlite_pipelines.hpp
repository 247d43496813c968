// All that a store keeps under the name of a pipeline, whether one of that name is configured or
// not. Pure functions of a store's file; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::store {

// What a pipeline has still to do.
struct OpenWork {
  std::string pipeline;
  uint64_t events = 0;   // in its inboxes
  uint64_t waiting = 0;  // records in its backlogs
  uint64_t tasks = 0;    // parked, or with a retry
};

// Of every pipeline that has any, by name. A file that is not there has none.
Result<std::vector<OpenWork>> open_work(const std::string& file);

// What is stored of one pipeline is another one's from now on. E_INVALID: nothing is stored of it,
// or something is of the other. REQUIRES: both are locked.
Status rename_pipeline(const std::string& file, const std::string& from, const std::string& to);

}  // namespace sluice::store
