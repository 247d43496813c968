#include "platform/process.hpp"

#include <sched.h>
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <string>
#include <thread>

namespace sluice::platform {
namespace {

uint64_t microseconds(const timeval& t) {
  return static_cast<uint64_t>(t.tv_sec) * 1000000u + static_cast<uint64_t>(t.tv_usec);
}

// The peak size of this program. getrusage's figure is never less than that of its parent, as it
// survives exec (getrusage(2)). 0: the system does not report it.
uint64_t peak_of_program() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    uint64_t kib = 0;
    if (word == "VmHWM:" && status >> kib) return kib * 1024u;
  }
  return 0;
}

}  // namespace

ProcessUsage process_usage() {
  rusage usage = {};
  ::getrusage(RUSAGE_SELF, &usage);
  // Linux reports ru_maxrss in KiB (getrusage(2)).
  const uint64_t peak = peak_of_program();
  return {peak ? peak : static_cast<uint64_t>(usage.ru_maxrss) * 1024u,
          microseconds(usage.ru_utime) + microseconds(usage.ru_stime)};
}

int64_t thread_cpu_ns() {
  timespec time = {};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

unsigned usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return std::thread::hardware_concurrency();
  return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
}

void report_file_size_limit() { std::signal(SIGXFSZ, SIG_IGN); }

void forbid_core_dumps() {
  const rlimit none = {0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

}  // namespace sluice::platform
