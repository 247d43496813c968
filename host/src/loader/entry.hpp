// Makes an opened plugin's tables safe to call: versions checked again in the code itself, sizes
// respected, missing slots filled. Main thread.
#pragma once

#include "sluice/abi.h"
#include "sluice/ext/catalogue.h"
#include "sluice/result.hpp"

namespace sluice::loader {

// ABI major and record layout a plugin was built for, as its manifest and its entry say.
Status check_versions(unsigned abi_major, unsigned record_layout);

struct Entry {
  sluice_entry_v1 table;            // filled: init and deinit may be called
  sluice_factory factory;           // filled
  sluice_catalogue catalogue = {};  // filled; describe is NULL if the plugin has none
};

// E_UNSUPPORTED if it has another major or record layout, is too short to contain them, or has no
// factory; E_INTERNAL if it throws.
Result<Entry> read_entry(const sluice_entry_v1& theirs);

}  // namespace sluice::loader
