#pragma once
// The whole simulator without its sockets: takes a request, gives an answer. Checks in the order
// fault, route, rate limit, token, scope, body syntax, parameters, existence, state.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "request.hpp"
#include "route_table.hpp"
#include "settings.hpp"
#include "world.hpp"

namespace sluice::simulator {

// A webhook to be sent, and the world it comes from: a reset forgets what is under way.
struct DeliveryTicket {
  std::uint64_t generation = 0;
  Outgoing outgoing;
};

struct DeliveryOutcome {
  int status = 0;  // 0: no answer
  std::string error;
};

class Simulator {
 public:
  explicit Simulator(Settings settings);

  // Any thread; one request at a time has effect. Never throws.
  Answer handle(const Request& request) noexcept;

  // For the one thread that sends webhooks. Blocks until one is due; nothing after
  // `stop_deliveries`.
  std::optional<DeliveryTicket> wait_for_delivery();
  void finish_delivery(const DeliveryTicket& ticket, const DeliveryOutcome& outcome);
  void stop_deliveries();

 private:
  Answer answer_control(std::unique_lock<std::mutex>& lock, const Request& request,
                        const Target& target);
  Answer answer_api(const Request& request, const Target& target);
  RouteMatch find_route(const Request& request, const Target& target) const;
  // What answers a request whose version is past its end, whatever version it names.
  RouteMatch oldest_route(const Request& request, const Target& target) const;
  // `now_ms` is the one time of the request: it counts, is checked and logged in one window.
  Answer run(const Request& request, const Target& target, const RouteMatch& match,
             const std::optional<Fault>& fault, std::int64_t now_ms);
  Answer run_api(const Request& request, const Target& target, const RouteMatch& match,
                 const std::optional<Fault>& fault, std::int64_t now_ms);
  void count_request(const std::string& token, std::int64_t now_ms);
  const TokenRegistry::Grant& authorize(const std::string& token, const Route& route,
                                        std::int64_t now_ms) const;
  void add_common_headers(const Request& request, const RouteMatch& match, Answer& answer,
                          std::int64_t now_ms) const;

  std::mutex mutex_;
  const RouteTable routes_;
  std::unique_ptr<World> world_;
  std::uint64_t generation_ = 0;  // of the world
  bool stopping_ = false;
  std::condition_variable deliveries_;  // something may be due, or is finished
};

}  // namespace sluice::simulator
