#include "platform/poll_set.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>

namespace sluice::platform {

struct PollSet::List {
  std::vector<pollfd> entries;
};

PollSet::PollSet() : list_(std::make_unique<List>()) {}
PollSet::~PollSet() = default;

void PollSet::watch(intptr_t handle, bool read, bool write) {
  std::vector<pollfd>& entries = list_->entries;
  const int fd = static_cast<int>(handle);
  const auto events = static_cast<short>((read ? POLLIN : 0) | (write ? POLLOUT : 0));
  auto at = std::find_if(entries.begin(), entries.end(), [&](auto& e) { return e.fd == fd; });
  if (at != entries.end() && events) {
    at->events = events;
  } else if (at != entries.end()) {
    *at = entries.back();
    entries.pop_back();
  } else if (events) {
    entries.push_back({fd, events, 0});
  }
}

std::span<const PollSet::Ready> PollSet::wait(intptr_t wake, int64_t ms) {
  std::vector<pollfd>& entries = list_->entries;
  ready_.clear();
  entries.push_back({static_cast<int>(wake), POLLIN, 0});  // poll skips negative ones
  const int found =
      ::poll(entries.data(), entries.size(), static_cast<int>(std::clamp<int64_t>(ms, 0, 60'000)));
  const int failure = errno;
  entries.pop_back();
  // A failing poll returns at once; the caller's loop must not become a busy one.
  if (found < 0 && failure != EINTR) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  if (found <= 0) return {};
  for (const pollfd& e : entries)
    if (e.revents)
      ready_.push_back({e.fd, (e.revents & (POLLIN | POLLHUP)) != 0, (e.revents & POLLOUT) != 0,
                        (e.revents & (POLLERR | POLLNVAL)) != 0});
  return ready_;
}

}  // namespace sluice::platform
