// Who may use the API at one of its sockets. Any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/access/access_tokens.hpp"
#include "app/access/caller.hpp"
#include "app/access/login_guard.hpp"
#include "app/access/sessions.hpp"
#include "listener/server.hpp"
#include "platform/address_range.hpp"

namespace sluice::app {

// The file's rights decide who may use the Unix socket: it needs neither token nor host. What is
// pointed to outlives it.
struct Access {
  std::string token = {};       // that requests may bear; empty: none
  std::string scheme = "http";  // under which browsers know it
  bool remote = false;          // not the Unix socket: names are checked, files are not named
  std::vector<std::string> hosts = {};  // names it is reached by, besides addresses and localhost
  std::string origin = {};              // of a proxy in front of it; empty: there is none
  AccessTokens* tokens = nullptr;       // that requests may bear as well; null: none
  LoginGuard* guard = nullptr;          // null: wrong tokens are not slowed down
  Sessions* sessions = nullptr;         // of the dashboard; null: this is not its address
  std::string cookie = {};              // its name
  std::vector<platform::AddressRange> proxies = {};  // whose X-Forwarded-For is believed

  bool secure() const { return scheme == "https" || !origin.empty(); }
};

struct Admission {
  std::optional<listener::Response> refusal;  // the answer to who may not
  std::optional<Caller> caller;               // who may; nothing: nobody is known, and need not be
};

// A browser's requests for other sites are refused (by Origin), and so are names that lead here by
// somebody else's DNS (by Host), and changes by a cookie alone. `open`: needs no token.
Admission admission(const Access& access, const listener::Request& request, bool open);

// The refusal alone.
std::optional<listener::Response> refused(const Access& access, const listener::Request& request,
                                          bool open);

// Whose token it is: the one of the settings, or one that was given. E_UNAVAILABLE: too many wrong
// ones came from there, and it was not looked at; E_INVALID: nobody's.
Result<Caller> caller_of_token(const Access& access, std::string_view token,
                               const std::string& from);

// Whether the request's Host is one of this server's; always at the Unix socket.
bool is_known_host(const Access& access, const listener::Request& request);

// The value of the session's cookie; empty: there is none.
std::string session_cookie(const Access& access, const listener::Request& request);
// The session of the request's cookie.
std::optional<Sessions::Found> session_of(const Access& access, const listener::Request& request);

// Whether who sent the request would still be admitted: its session goes on, its token was not
// taken away. For streams, which outlive their request; `access` outlives them.
std::function<bool()> still_admitted(const Access& access, const listener::Request& request,
                                     const Caller& caller);

// GET, HEAD and OPTIONS change nothing.
bool is_safe(std::string_view method);

}  // namespace sluice::app
