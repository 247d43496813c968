// The sockets one thread waits for. Their number is small and they change with every request, so
// a plain list passed to the system each time is faster than registering them. For one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sluice::platform {

class PollSet {
 public:
  struct Ready {
    intptr_t handle;
    bool readable, writable, failed;
  };

  PollSet();
  ~PollSet();
  PollSet(const PollSet&) = delete;
  PollSet& operator=(const PollSet&) = delete;

  // From now on; neither: removes the socket.
  void watch(intptr_t handle, bool read, bool write);
  // Waits until a socket or `wake` (-1: none) is ready, at most `ms`. The list lives until the next
  // call and does not contain `wake`. A signal or a failure of the system ends the wait as if
  // nothing were ready.
  std::span<const Ready> wait(intptr_t wake, int64_t ms);

 private:
  struct List;  // in the system's own layout
  std::unique_ptr<List> list_;
  std::vector<Ready> ready_;
};

}  // namespace sluice::platform
