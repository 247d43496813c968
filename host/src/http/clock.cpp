#include "http/clock.hpp"

#include <chrono>

#include "http/carrier/poll.hpp"

namespace sluice::http {

int64_t socket_now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

int64_t SystemClock::steady_ms() const { return socket_now_ms(); }

int64_t SystemClock::wall_s() const {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

bool SystemClock::wait(int64_t ms, const sluice_cancel* cancel) {
  platform::PollSet no_sockets;
  int64_t end = steady_ms() + ms;
  for (int64_t now = steady_ms(); now < end; now = steady_ms()) {
    if (is_cancelled(cancel)) return false;
    poll(no_sockets, cancel, end - now);
  }
  return !is_cancelled(cancel);
}

}  // namespace sluice::http
