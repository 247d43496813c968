// What a server tells systemd, by the protocol of sd_notify(3): a datagram to the socket that
// NOTIFY_SOCKET names. Own code, since libsystemd would be loaded by each `sluice run`, too.
// Without a service manager it does nothing. Main thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::platform {

class ServiceManager {
 public:
  // From NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID of the environment.
  static ServiceManager from_environment();

  // The first call tells that the service is ready; further ones that it is alive, about twice in
  // the time after which the manager would restart it. `now_ms`: of a clock that only goes forward.
  void alive(int64_t now_ms);
  void stopping() const { send("STOPPING=1"); }

 private:
  void send(std::string_view message) const;

  std::string socket_;                // empty: no manager
  std::optional<int64_t> period_ms_;  // of "alive"; nothing: the manager does not watch
  std::optional<int64_t> last_ms_;
};

}  // namespace sluice::platform
