// The control API at one socket: who may use it, which function answers, and what all answers have
// in common (entity tags, errors, the audit log). Any thread.
#pragma once

#include "app/access/audit_log.hpp"
#include "app/api/access.hpp"
#include "app/api/routes.hpp"
#include "listener/server.hpp"

namespace sluice::app {

class Api final : public listener::Handler {
 public:
  // What it refers to outlives it.
  Api(const Parts& parts, AuditLog& audit, Access access)
      : parts_(parts), audit_(audit), access_(std::move(access)) {}

  std::optional<listener::Response> admit(const listener::Request& request) override;
  listener::Response respond(const listener::Request& request, std::string body) override;
  listener::Response refusal(int status) override;

  const Access& access() const { return access_; }

 private:
  std::optional<listener::Response> look(const listener::Request& request,
                                         std::optional<Caller>& caller) const;
  listener::Response answer(const listener::Request& request, const Match& match,
                            const Caller& caller, std::string body) const;

  const Parts parts_;
  AuditLog& audit_;
  const Access access_;
};

}  // namespace sluice::app
