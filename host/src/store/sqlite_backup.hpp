// Copies of the store's file, made while it is used, and put back. Any thread.
#pragma once

#include <string>

#include "sluice/result.hpp"

namespace sluice::store {

// Copies the store as it is after some commit, into a new file of its owner alone: complete, or not
// there. The store is checked first. E_INVALID: there is no store, or the file exists; E_DATA: the
// store is damaged.
Status back_up(const std::string& file, const std::string& to);

// Puts a copy in the store's place, once it is found whole. What was there is kept beside it, under
// the name that `replaced` gets (empty: nothing was). REQUIRES: nobody uses the store.
Status restore(const std::string& from, const std::string& file, std::string& replaced);

}  // namespace sluice::store
