// Talks to the server that runs on a state folder, over its control socket. One connection a
// request. For one thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "config/node.hpp"
#include "platform/unix_socket.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

struct ControlAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  bool good() const { return status >= 200 && status < 300; }
  // The body; null if it is no JSON.
  config::Node json() const;
  // What a problem document says: E_UNAVAILABLE for what another attempt may bring (409, 412, 503),
  // else E_INVALID.
  Status problem() const;
  // Its detail alone, which is the store's own message, with the same code.
  Status detail() const;
};

struct ServerEvent {
  std::string id, name, data;
};

class ControlClient {
 public:
  // Nothing if no server runs on this state folder.
  static std::optional<ControlClient> find(const std::string& state_folder);

  // `headers`: whole lines ("If-Match: x\r\n"). Failing: the server has ended, or says nothing for
  // a minute.
  Result<ControlAnswer> ask(const std::string& method, const std::string& target,
                            const std::string& headers = {}, std::string_view body = {}) const;
  // The JSON of an answer that is 200.
  Result<config::Node> get(const std::string& target) const;
  // Server-sent events, until `take` says false or the server ends the stream.
  using Take = std::function<bool(const ServerEvent& event)>;
  Status follow(const std::string& target, const std::string& headers, const Take& take) const;

 private:
  explicit ControlClient(std::string socket) : socket_(std::move(socket)) {}
  std::string socket_;
};

// "no server runs on FOLDER; sluice serve starts one".
std::string no_server_text(const std::string& state_folder);

}  // namespace sluice::app
