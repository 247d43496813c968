// The control API at one socket: who may use it, which function answers, and what all answers have
// in common (entity tags, errors). Any thread.
#pragma once

#include "app/api/access.hpp"
#include "app/api/resources.hpp"
#include "listener/server.hpp"

namespace sluice::app {

class Api final : public listener::Handler {
 public:
  // `resources` outlives it.
  Api(Resources& resources, Access access) : resources_(resources), access_(std::move(access)) {}

  std::optional<listener::Response> admit(const listener::Request& request) override;
  listener::Response respond(const listener::Request& request, std::string body) override;
  listener::Response refusal(int status) override;

 private:
  Resources& resources_;
  const Access access_;
};

}  // namespace sluice::app
