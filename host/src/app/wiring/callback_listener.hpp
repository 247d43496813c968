// Waits on a loopback address for the browser's return from an authorization (RFC 8252 7.3),
// once: a request with the right path and `state`. Any other request gets a response but is
// ignored. Made, waited for and destroyed on the main thread; requests come on threads of its own.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "listener/server.hpp"
#include "platform/wake.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

class CallbackListener final : public listener::Handler {
 public:
  using Query = std::vector<std::pair<std::string, std::string>>;  // decoded

  // Listens at `redirect` ("http://127.0.0.1:8710/callback"; port 0: any). E_INVALID if that is not
  // a loopback address, E_UNAVAILABLE if its port is taken. `attention` is set when the browser
  // returns; it outlives the listener.
  static Result<std::unique_ptr<CallbackListener>> open(const std::string& redirect,
                                                        std::string state,
                                                        const platform::Wake& attention);
  CallbackListener(const CallbackListener&) = delete;
  CallbackListener& operator=(const CallbackListener&) = delete;

  // With the real port.
  const std::string& redirect() const { return redirect_; }
  // The query of the browser's request; nothing until it has come. [any]
  std::optional<Query> arrived() const;

  std::optional<listener::Response> admit(const listener::Request& request) override;
  listener::Response respond(const listener::Request& request, std::string body) override;
  void answered(int status) override;

 private:
  CallbackListener(std::string path, std::string state, const platform::Wake& attention)
      : path_(std::move(path)), state_(std::move(state)), attention_(attention) {}
  // The status of the response.
  int take(const std::string& target);

  const std::string path_;
  const std::string state_;
  const platform::Wake& attention_;
  std::string redirect_;
  mutable std::mutex mutex_;
  std::optional<Query> arrived_;              // guarded by mutex_
  std::unique_ptr<listener::Server> server_;  // last: its threads use the others
};

}  // namespace sluice::app
