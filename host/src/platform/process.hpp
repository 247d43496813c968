// What this process has used so far. From any thread.
#pragma once

#include <cstdint>
#include <filesystem>

namespace sluice::platform {

struct ProcessUsage {
  uint64_t peak_resident_bytes;
  uint64_t cpu_us;  // user and system time of all threads
};

ProcessUsage process_usage();

// What this process has now.
struct ProcessFigures {
  uint64_t resident_bytes = 0;
  uint64_t virtual_bytes = 0;
  uint64_t descriptors = 0;  // open ones
  uint64_t descriptor_limit = 0;
  int64_t started_s = 0;  // since 1970 UTC
};

// 0 for what cannot be read.
ProcessFigures process_figures();

// CPU time of the calling thread so far, in nanoseconds.
int64_t thread_cpu_ns();
// Cores this process may run on (taskset, cgroup sets), at least 1. The standard library counts
// those of the machine.
unsigned usable_cores();

// A file that grows over its limit (ulimit -f) is an error of the write (EFBIG) instead of the
// process's end.
void report_file_size_limit();

// From now on standard output and standard error are files, for their owner only, and standard
// input is empty. False: a file cannot be made; errno says why.
bool use_files_for_output(const std::filesystem::path& output, const std::filesystem::path& error);

// Prevents core files of the process, which would hold credentials.
void forbid_core_dumps();

}  // namespace sluice::platform
