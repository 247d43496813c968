// What this process has used so far. From any thread.
#pragma once

#include <cstdint>

namespace sluice::platform {

struct ProcessUsage {
  uint64_t peak_resident_bytes;
  uint64_t cpu_us;  // user and system time of all threads
};

ProcessUsage process_usage();

// CPU time of the calling thread so far, in nanoseconds.
int64_t thread_cpu_ns();
// Cores this process may run on (taskset, cgroup sets), at least 1. The standard library counts
// those of the machine.
unsigned usable_cores();

// A file that grows over its limit (ulimit -f) is an error of the write (EFBIG) instead of the
// process's end.
void report_file_size_limit();

// Prevents core files of the process, which would hold credentials.
void forbid_core_dumps();

}  // namespace sluice::platform
