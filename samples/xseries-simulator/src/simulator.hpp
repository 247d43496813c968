#pragma once
// The whole simulator without its sockets: takes a request, gives an answer. Checks in the order
// fault, route, rate limit, token, scope, body syntax, parameters, existence, state.

#include <memory>
#include <mutex>

#include "request.hpp"
#include "route_table.hpp"
#include "settings.hpp"
#include "world.hpp"

namespace sluice::simulator {

class Simulator {
 public:
  explicit Simulator(Settings settings);

  // Any thread; one request at a time has effect. Never throws.
  Answer handle(const Request& request) noexcept;

 private:
  Answer answer_api(const Request& request, const Target& target);
  RouteMatch find_route(const Request& request, const Target& target) const;
  // What answers a request whose version is past its end, whatever version it names.
  RouteMatch oldest_route(const Request& request, const Target& target) const;
  Answer run(const Request& request, const Target& target, const RouteMatch& match,
             const std::optional<Fault>& fault);
  Answer run_api(const Request& request, const Target& target, const RouteMatch& match,
                 const std::optional<Fault>& fault);
  void count_request(const std::string& token);
  const TokenRegistry::Grant& authorize(const std::string& token, const Route& route) const;
  void add_common_headers(const Request& request, const RouteMatch& match, Answer& answer) const;

  std::mutex mutex_;
  const RouteTable routes_;
  std::unique_ptr<World> world_;
};

}  // namespace sluice::simulator
