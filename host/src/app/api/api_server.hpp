// Listens for the control API: always at a Unix socket in the state folder, and at an address if
// one is configured; and for the dashboard, if it is wanted. Made and destroyed on the main thread;
// all that it serves outlives it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "app/api/api.hpp"
#include "app/api/site.hpp"
#include "config/model.hpp"
#include "platform/unix_socket.hpp"

namespace sluice::app {

class ApiServer {
 public:
  struct From {
    Resources::From server;
    AccessResources::From access;
    ConfigurationResources::From configuration;
    BenchResources::From bench;
    JobResources::From jobs;
    GrantResources::From grants;
  };
  // Claims the socket: who connects waits for start(). E_UNAVAILABLE: another server has it.
  static Result<std::unique_ptr<ApiServer>> open(const config::HostSettings& host,
                                                 const From& from);

  // Serves, at the configured addresses, too. E_INVALID: one cannot be listened at, or may not.
  Status start();
  // Where the API listens, for the log: "…/control.sock", "https://127.0.0.1:8710/api/v1".
  std::vector<std::string> places() const;
  // Where the dashboard is: "http://127.0.0.1:8711"; empty: nowhere.
  const std::string& dashboard() const { return dashboard_url_; }
  // The same with a token that signs in one browser, as an administrator. Secret.
  std::string start_link();
  // For the server's loop, about once a second: tells who watches what is new, and ends the streams
  // of those whose time is over.
  void tick();

 private:
  ApiServer(const From& from, platform::UnixListener socket, std::string file,
            const config::HostSettings& host);
  Status listen_locally();
  Status listen_at_address();
  Status listen_for_dashboard();
  Status check_dashboard() const;
  Access dashboard_access();
  void end_refused();
  std::unique_ptr<Api> api(Access access);

  using Clock = std::chrono::steady_clock;

  const From from_;
  Resources resources_;
  AccessResources access_;
  ConfigurationResources configuration_;
  BenchResources bench_;
  JobResources jobs_;
  GrantResources grants_;
  LoginGuard guard_;
  const std::string file_;
  const std::string state_;  // the folder
  const config::ApiSettings settings_;
  const config::DashboardSettings dashboard_;
  std::string address_, dashboard_url_;
  platform::UnixListener socket_;
  Clock::time_point beat_ = Clock::now();
  std::unique_ptr<Api> local_, remote_, browsed_;
  std::unique_ptr<Site> site_;
  // Last: they use the others.
  std::unique_ptr<listener::Server> local_server_, remote_server_, dashboard_server_;
};

// The file of the socket in a state folder.
std::string control_socket(const std::string& state_folder);

}  // namespace sluice::app
