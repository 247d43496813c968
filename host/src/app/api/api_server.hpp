// Listens for the control API: always at a Unix socket in the state folder, and at an address if
// one is configured. Made and destroyed on the main thread; all that it serves outlives it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "app/api/api.hpp"
#include "config/model.hpp"
#include "platform/unix_socket.hpp"

namespace sluice::app {

class ApiServer {
 public:
  // Claims the socket: who connects waits for start(). E_UNAVAILABLE: another server has it.
  static Result<std::unique_ptr<ApiServer>> open(const config::HostSettings& host,
                                                 const Resources::From& from);

  // Serves, at the configured address, too. E_INVALID: it cannot be listened at.
  Status start();
  // Where it listens, for the log: "…/control.sock", "https://127.0.0.1:8710/api/v1".
  std::vector<std::string> places() const;
  // For the server's loop, about once a second: tells who watches what is new.
  void tick();

 private:
  ApiServer(const Resources::From& from, platform::UnixListener socket, std::string file,
            config::ApiSettings settings);
  Status listen_locally();
  Status listen_at_address();

  using Clock = std::chrono::steady_clock;

  const Resources::From from_;
  Resources resources_;
  const std::string file_;
  const config::ApiSettings settings_;
  std::string address_;
  platform::UnixListener socket_;
  Clock::time_point beat_ = Clock::now();
  std::unique_ptr<Api> local_, remote_;
  std::unique_ptr<listener::Server> local_server_, remote_server_;  // last: they use the others
};

// The file of the socket in a state folder.
std::string control_socket(const std::string& state_folder);

}  // namespace sluice::app
