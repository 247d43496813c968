#include "platform/wake.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstring>
#include <utility>

namespace sluice::platform {
namespace {

int fd_of(intptr_t handle) { return static_cast<int>(handle); }

bool poll_readable(int fd, int timeout_ms) {
  struct pollfd entry = {fd, POLLIN, 0};
  return ::poll(&entry, 1, timeout_ms) > 0;
}

}  // namespace

Result<Wake> Wake::create() {
  const int fd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (fd < 0)
    return Status(SLUICE_E_INTERNAL, std::string("cannot make an event fd: ") +
                                         std::strerror(errno) + " (see ulimit -n)");
  return Wake(fd);
}

Wake::Wake(Wake&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}

Wake& Wake::operator=(Wake&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

Wake::~Wake() {
  if (handle_ >= 0) ::close(fd_of(handle_));
}

void Wake::set() const noexcept {
  const int saved = errno;  // this may run in a signal handler
  const uint64_t one = 1;
  // Fails only if the counter is full, and then it is set already.
  if (::write(fd_of(handle_), &one, sizeof one) < 0) errno = saved;
  errno = saved;
}

void Wake::clear() const noexcept {
  uint64_t count;
  while (::read(fd_of(handle_), &count, sizeof count) < 0 && errno == EINTR) {
  }
}

bool Wake::is_set() const noexcept { return poll_readable(fd_of(handle_), 0); }

bool Wake::wait(int64_t timeout_ms) const {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  int64_t left = timeout_ms;
  for (;;) {
    const int slice = left < 0 ? -1 : static_cast<int>(std::min<int64_t>(left, INT_MAX));
    if (poll_readable(fd_of(handle_), slice)) return true;
    if (timeout_ms < 0) continue;
    const auto gone = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    left = timeout_ms - gone.count();
    if (left <= 0) return is_set();
  }
}

}  // namespace sluice::platform
