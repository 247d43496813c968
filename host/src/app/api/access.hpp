// Who may use the API at one of its sockets. A value; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "listener/server.hpp"

namespace sluice::app {

// The file's rights decide who may use the Unix socket: it needs neither token nor host.
struct Access {
  std::string token = {};       // that requests must bear; empty: none
  std::string scheme = "http";  // under which browsers know it
  bool checks_host = false;
  std::vector<std::string> hosts = {};  // names it is reached by, besides addresses and localhost
};

// The answer to who may not; nothing: it may. A browser's requests for other sites are refused (by
// Origin), and so are names that lead here by somebody else's DNS (by Host). `open`: needs no
// token.
std::optional<listener::Response> refused(const Access& access, const listener::Request& request,
                                          bool open);

}  // namespace sluice::app
