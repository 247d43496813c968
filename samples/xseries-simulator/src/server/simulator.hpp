#pragma once
// The whole simulator without its sockets: takes a request, returns a response. Checks in the order
// fault, route, rate limit, token, scope, body syntax, parameters, existence, state.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "api/route_table.hpp"
#include "common/request.hpp"
#include "common/settings.hpp"
#include "server/world.hpp"
#include "webhooks/delivery_source.hpp"

namespace sluice::simulator {

class Simulator final : public DeliverySource {
 public:
  explicit Simulator(Settings settings);

  // Any thread; one request at a time takes effect. Never throws.
  Response handle(const Request& request) noexcept;

  std::optional<DeliveryTicket> wait_for_delivery() override;
  void finish_delivery(const DeliveryTicket& ticket, const DeliveryOutcome& outcome) override;
  void stop_deliveries() override;

 private:
  Response control_response(std::unique_lock<std::mutex>& lock, const Request& request,
                            const Target& target);
  Response api_response(const Request& request, const Target& target);
  RouteMatch find_route(const Request& request, const Target& target) const;
  // The route for a request whose version is past its end, whatever version it names.
  RouteMatch oldest_route(const Request& request, const Target& target) const;
  // `now_ms` is the one time of the request: it counts, is checked and logged in one window.
  Response run(const Request& request, const Target& target, const RouteMatch& match,
               const std::optional<Fault>& fault, std::int64_t now_ms);
  Response run_api(const Request& request, const Target& target, const RouteMatch& match,
                   const std::optional<Fault>& fault, std::int64_t now_ms);
  void count_request(const std::string& token, std::int64_t now_ms);
  const TokenRegistry::Grant& authorize(const std::string& token, const Route& route,
                                        std::int64_t now_ms) const;
  void add_common_headers(const Request& request, const RouteMatch& match, Response& response,
                          std::int64_t now_ms) const;

  std::mutex mutex_;
  const RouteTable routes_;
  std::unique_ptr<World> world_;
  std::uint64_t generation_ = 0;  // of the world
  bool stopping_ = false;
  std::condition_variable deliveries_;  // something may be due, or is finished
};

}  // namespace sluice::simulator
