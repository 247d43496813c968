// Sessions, access tokens and the audit log, a function each; see openapi.json. Called on the
// server's workers.
#pragma once

#include <functional>
#include <string>

#include "app/access/access_tokens.hpp"
#include "app/access/audit_log.hpp"
#include "app/access/sessions.hpp"
#include "app/api/call.hpp"

namespace sluice::app {

class AccessResources {
 public:
  // All outlive it.
  struct From {
    AccessTokens& tokens;
    Sessions& sessions;
    AuditLog& audit;
    std::function<void()> ended;  // after a session was ended, or a token taken away
  };
  explicit AccessResources(const From& from) : from_(from) {}

  listener::Response sign_in(const Call& call);
  listener::Response session(const Call& call);
  listener::Response sign_out(const Call& call);
  listener::Response audit(const Call& call);
  listener::Response tokens(const Call& call);
  listener::Response add_token(const Call& call);
  listener::Response remove_token(const Call& call);

 private:
  const From from_;
};

// The header's value that gives a browser its session, or takes it away (`id` empty).
std::string session_cookie_text(const Access& access, const std::string& id, int64_t seconds);

}  // namespace sluice::app
