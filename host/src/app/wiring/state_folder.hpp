// The folder that host.state names: the path of its store, and its permissions. Main thread.
#pragma once

#include <cstdint>
#include <string>

#include "sluice/result.hpp"

namespace sluice::app {

// A state folder as configured. `mode`: the maximum permissions.
struct StateFolder {
  std::string path;
  uint32_t mode = 0700;
};

std::string store_file(const std::string& folder);
// Where components get folders of their own.
std::string work_folder(const std::string& folder);

// What a server holds, and a pipeline's run (state_locks.hpp).
std::string server_lock_file(const std::string& folder);
std::string locks_folder(const std::string& folder);
// Of what has an entry beside a pipeline, such as a retry: the pipeline's.
std::string pipeline_lock_file(const std::string& folder, const std::string& pipeline);

// What people are told of a folder that holds no store yet; empty: it holds one.
std::string new_state_words(const std::string& folder);

// E_INVALID: the folder has what runs left beside a store, but the store is gone; the message says
// what to do. Nothing may make a new one in its place.
Status check_store_there(const std::string& folder);

// Whether it can be entered by users that `mode` does not allow. False if it is not there.
bool is_too_open(const StateFolder& folder);

// Makes the folder if needed, for its owner only. One that is open to others is closed to them if
// only state is in it, else refused.
Status make_state_folder(const StateFolder& folder);

}  // namespace sluice::app
