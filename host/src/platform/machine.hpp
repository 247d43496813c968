// What a machine offers to whatever keeps state on it and talks to others: disk, clock, names,
// descriptors. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::platform {

struct Disk {
  uint64_t free_bytes = 0;  // for this user
  uint64_t total_bytes = 0;
  bool read_only = false;
  // Of another machine, by statfs(2): locks and memory maps are not to be relied upon there.
  bool remote = false;
};

// Of the file system that holds an existing path.
Result<Disk> disk_of(const std::filesystem::path& path);

// Whether this user may make files in the folder.
bool is_writable_folder(const std::filesystem::path& path);

// Whether the kernel knows the clock to be kept right, by NTP or the like (adjtimex(2)).
bool is_clock_synchronised();

// The addresses of a host's name, each once. E_UNAVAILABLE: the resolver's reason.
Result<std::vector<std::string>> addresses_of(const std::string& host);

// How many files and sockets the process may have open.
uint64_t open_files_limit();

}  // namespace sluice::platform
