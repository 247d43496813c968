#include "platform/process.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include "platform/unique_fd.hpp"

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

// proc_stat(5): the 22nd field counts from the machine's start, whose time /proc/stat has.
int64_t start_of_process() {
  std::string text, word;
  std::ifstream own("/proc/self/stat");
  std::getline(own, text);
  std::istringstream fields(text.substr(std::min(text.rfind(')') + 1, text.size())));
  int64_t ticks = 0;
  for (int field = 3; field < 22 && fields >> word; field++) {
  }
  fields >> ticks;
  std::ifstream machine("/proc/stat");
  int64_t booted = 0;
  while (machine >> word)
    if (word == "btime") machine >> booted;
  return booted + ticks / std::max<int64_t>(1, ::sysconf(_SC_CLK_TCK));
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

ProcessFigures process_figures() {
  ProcessFigures out;
  const auto page = static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
  std::ifstream("/proc/self/statm") >> out.virtual_bytes >> out.resident_bytes;
  out.virtual_bytes *= page;
  out.resident_bytes *= page;
  std::error_code error;
  for (std::filesystem::directory_iterator at("/proc/self/fd", error), end; !error && at != end;
       at.increment(error))
    out.descriptors++;
  rlimit limit = {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) out.descriptor_limit = limit.rlim_cur;
  out.started_s = start_of_process();
  return out;
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

bool use_files_for_output(const std::filesystem::path& output, const std::filesystem::path& error) {
  constexpr int kNew = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
  const UniqueFd in(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const UniqueFd out(::open(output.c_str(), kNew, 0600)), err(::open(error.c_str(), kNew, 0600));
  return in.valid() && out.valid() && err.valid() && ::dup2(in.get(), STDIN_FILENO) >= 0 &&
         ::dup2(out.get(), STDOUT_FILENO) >= 0 && ::dup2(err.get(), STDERR_FILENO) >= 0;
}

void report_file_size_limit() { std::signal(SIGXFSZ, SIG_IGN); }

void forbid_core_dumps() {
  const rlimit none = {0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

}  // namespace sluice::platform
