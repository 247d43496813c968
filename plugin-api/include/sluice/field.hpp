// A record member by name, for components that look it up in each record.
#pragma once

#include <string_view>

#include "sluice/abi.h"
#include "sluice/error.hpp"
#include "sluice/record.h"

namespace sluice {

// Made once, at create: the name may be added to records, and the object remembers where it stood
// in the record before, which saves the search. One lane. Throws Error when out of memory.
class Field {
 public:
  Field(const sluice_host* host, std::string_view name) {
    const sluice_slice kept = host->intern(host, {name.data(), name.size()});
    if (!kept.data && !name.empty()) throw Error({SLUICE_E_NO_MEMORY, "no memory for a name"});
    key_ = sluice_key_of(kept.data ? kept.data : "", kept.size);
  }

  std::string_view name() const { return {key_.text, key_.size}; }
  sluice_key* key() { return &key_; }

 private:
  sluice_key key_;
};

}  // namespace sluice
