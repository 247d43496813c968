// A child process of this program that waits before each system call by which it leaves something
// behind: bytes in a file, a change of a folder, a sync, bytes sent to another process. Between two
// of these a kill can be told from no other kill, so whoever kills before the n-th call, for each
// n, has tried every kill there is. The kernel makes it wait (seccomp's user notification, Linux
// 5.9): nothing of the program knows. One thread at a time; the parent has no other thread while
// `start` forks.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>

#include "platform/unique_fd.hpp"
#include "sluice/result.hpp"

namespace sluice::platform {

class SteppedChild {
 public:
  // kSync, kChange: it is before such a call. kTime: time is up. kEnd: it has ended.
  enum class Stop { kSync, kChange, kTime, kEnd };

  // `body` runs in the child and returns its exit code. The child is killed if its parent ends.
  // E_UNSUPPORTED: the kernel does not allow a process to be watched like this.
  static Result<SteppedChild> start(const std::function<int()>& body);
  SteppedChild(SteppedChild&&) noexcept;
  SteppedChild& operator=(SteppedChild&&) = delete;
  ~SteppedChild();  // kills it if it runs

  // Lets it make the call that it waits before, and waits for the next stop; microseconds at most,
  // -1: as long as it takes. Writes to standard output and standard error are no stops.
  Stop go_on(int64_t longest_us = -1);
  // As `kill -9` does: whatever it waits before is not done.
  void kill() const;
  // Waits for its end: the exit code, or 128 and the number of the signal.
  int end();

 private:
  SteppedChild(pid_t pid, UniqueFd handle, UniqueFd calls)
      : pid_(pid), handle_(std::move(handle)), calls_(std::move(calls)) {}

  std::optional<Stop> take_call();
  void let_go();

  pid_t pid_ = -1;  // -1: it has been waited for
  UniqueFd handle_;
  UniqueFd calls_;        // the calls that it waits before
  uint64_t waiting_ = 0;  // the one we know of; 0: none
};

}  // namespace sluice::platform
