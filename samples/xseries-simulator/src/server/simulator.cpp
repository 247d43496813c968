#include "server/simulator.hpp"

#include "api/body_check.hpp"
#include "api/entities_tsv.hpp"
#include "common/api_error.hpp"
#include "faults/fault_responses.hpp"
#include "seed/seed.hpp"
#include "server/control.hpp"
#include "server/handlers.hpp"

namespace sluice::simulator {
namespace {

// Longer than the attempts of one delivery that times out a few times.
constexpr std::chrono::seconds kSettleLimit{30};

// Carries a 429 from the limiter to the outer handler, where it is a response like any other.
struct RateExceeded {
  Response response;
};

void check_content_type(const Request& request, const Settings& settings) {
  if (!settings.strict_content_type || request.body.empty()) return;
  const std::string* type = request.header("Content-Type");
  if (type == nullptr || !type->starts_with("application/json")) {
    throw ApiError(415, "Content-Type must be application/json");
  }
}

void check_route(const RouteMatch& match) {
  if (match.outcome == RouteMatch::Outcome::kNotFound) throw ApiError(404, "Not Found");
  if (match.outcome == RouteMatch::Outcome::kOtherMethod) {
    throw ApiError(405, "Method Not Allowed", {{"Allow", match.allowed}});
  }
}

bool is_connect(const Target& target) {
  return target.segments.size() == 1 && target.segments.front() == "connect";
}

bool is_token_endpoint(const RouteMatch& match) {
  return match.version == "1.0" && match.path == "/token";
}

}  // namespace

World::World(Settings start)
    : settings(std::move(start)),
      store(settings.seed),
      faults(settings.seed),
      oauth(settings, tokens),
      webhooks(settings) {
  if (settings.tokens.empty()) settings.tokens.push_back({"lsxs_pt_simulator", {}});
  if (settings.oauth_clients.empty()) {
    settings.oauth_clients.push_back({"simulator", "simulator-secret"});
  }
  for (const TokenGrant& grant : settings.tokens) tokens.add(grant);
  configure_limits();
  if (const std::optional<std::int64_t> at = parse_iso(settings.clock)) clock.freeze(*at);
  seed_shop(store, settings, clock.now_ms());
}

void World::configure_limits() {
  limiter.configure(effective_rate_limit(settings), settings.rate_window_s);
  all_users.configure(settings.all_users_limit.value_or(0), settings.rate_window_s);
  oauth.configure_limit();
}

Simulator::Simulator(Settings settings)
    : routes_(entities_tsv()), world_(std::make_unique<World>(std::move(settings))) {}

Response Simulator::handle(const Request& request) noexcept {
  try {
    std::unique_lock lock(mutex_);
    const Target target = parse_target(request.target);
    if (!target.segments.empty() && target.segments.front() == "control") {
      return control_response(lock, request, target);
    }
    Response response = api_response(request, target);
    deliveries_.notify_all();
    return response;
  } catch (const std::exception& error) {
    // A bug of the simulator itself: the response says so, for a client's test not to blame the
    // vendor.
    return {.status = 500, .body = error.what(), .content_type = "text/plain"};
  }
}

// Commands that move the clock, and the one that waits for it, respond when every webhook that is
// due has been tried: a test needs no sleep.
Response Simulator::control_response(std::unique_lock<std::mutex>& lock, const Request& request,
                                     const Target& target) {
  const World* before = world_.get();
  Response response = control(world_, request, target);
  if (world_.get() != before) ++generation_;
  deliveries_.notify_all();
  const bool settle = target.path == "/control/clock" || target.path == "/control/webhooks/settle";
  if (settle && request.method == "POST") {
    deliveries_.wait_for(lock, kSettleLimit, [this] {
      return stopping_ || world_->webhooks.idle(world_->clock.now_ms());
    });
  }
  return response;
}

std::optional<DeliveryTicket> Simulator::wait_for_delivery() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const std::int64_t now = world_->clock.now_ms();
    if (std::optional<Outgoing> due = world_->webhooks.take_due(now)) {
      return DeliveryTicket{generation_, std::move(*due)};
    }
    const std::optional<std::int64_t> next = world_->webhooks.next_due();
    // A frozen clock moves by command only, and the command wakes us.
    if (next && !world_->clock.frozen()) {
      deliveries_.wait_for(lock, std::chrono::milliseconds(*next - now));
    } else {
      deliveries_.wait(lock);
    }
  }
  return std::nullopt;
}

void Simulator::finish_delivery(const DeliveryTicket& ticket, const DeliveryOutcome& outcome) {
  const std::lock_guard lock(mutex_);
  if (ticket.generation == generation_) {
    world_->webhooks.finish(ticket.outgoing.number, outcome.status, outcome.error);
  }
  deliveries_.notify_all();
}

void Simulator::stop_deliveries() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  deliveries_.notify_all();
}

Response Simulator::api_response(const Request& request, const Target& target) {
  const std::int64_t now = world_->clock.now_ms();
  RouteMatch match = find_route(request, target);
  const bool list = match.route != nullptr && is_list(*match.route);
  const std::optional<Fault> fault = world_->faults.take(request.method, match.path, list);
  if (fault && fault->kind == FaultKind::kOldContract) match = oldest_route(request, target);
  Response response;
  try {
    response = run(request, target, match, fault, now);
  } catch (const ApiError& error) {
    response = error_response(world_->settings.error_shape, error);
  } catch (RateExceeded& exceeded) {
    response = std::move(exceeded.response);
  }
  if (fault) spoil(*fault, response);
  add_common_headers(request, match, response, now);
  world_->log.add(request, response, fault ? fault_name(fault->kind) : "", now,
                  world_->limiter.peek("", now).window_end_ms);
  return response;
}

RouteMatch Simulator::find_route(const Request& request, const Target& target) const {
  if (is_connect(target)) return {.path = "/connect"};
  return target.routable
             ? routes_.match(request.method, target.segments, world_->settings.supported_versions)
             : RouteMatch{};
}

RouteMatch Simulator::oldest_route(const Request& request, const Target& target) const {
  Target old = target;
  // Any version past its end: the route table maps it to the oldest supported one.
  if (old.segments.size() > 2) old.segments[1] = "2020-01";
  return find_route(request, old);
}

Response Simulator::run(const Request& request, const Target& target, const RouteMatch& match,
                        const std::optional<Fault>& fault, std::int64_t now_ms) {
  if (fault) {
    if (std::optional<Response> early = early_response(*fault, now_ms)) return *early;
  }
  if (is_connect(target)) {
    if (request.method != "GET") throw ApiError(405, "Method Not Allowed", {{"Allow", "GET"}});
    const bool deny = fault && fault->kind == FaultKind::kConnectDeny;
    return world_->oauth.authorize(target.query, deny, now_ms);
  }
  check_route(match);
  if (is_token_endpoint(match)) return world_->oauth.token(request, now_ms);
  return run_api(request, target, match, fault, now_ms);
}

Response Simulator::run_api(const Request& request, const Target& target, const RouteMatch& match,
                            const std::optional<Fault>& fault, std::int64_t now_ms) {
  const std::string token = bearer_token(request);
  if (fault && fault->kind == FaultKind::kRevokeToken) world_->tokens.revoke(token);
  count_request(token, now_ms);
  const TokenRegistry::Grant& grant = authorize(token, *match.route, now_ms);
  Call call{.shop = world_->shop(),
            .route = *match.route,
            .match = match,
            .query = target.query,
            .request = request,
            .grant = grant,
            .fault = fault};
  check_content_type(request, world_->settings);
  read_body(call);
  check_required_query(call);
  check_required(call);
  return handler_for(*match.route)(call);
}

void Simulator::count_request(const std::string& token, std::int64_t now_ms) {
  if (token.empty()) return;
  World& world = *world_;
  RateState state = world.limiter.count(world.tokens.application(token), now_ms);
  if (world.settings.all_users_limit && !state.over) state = world.all_users.count("", now_ms);
  if (!state.over) return;
  const std::string when = rfc1123_up(state.window_end_ms);
  // The body of a 429 has both members anyway; the other shapes apply to it as to every error.
  const ErrorShape shape = world.settings.error_shape;
  if (shape != ErrorShape::kPlain && shape != ErrorShape::kTwoMember) {
    throw ApiError(429, "Too Many Requests", {{"Retry-After", when}});
  }
  throw RateExceeded{too_many_requests(when, world.settings.legacy_429, state.limit)};
}

const TokenRegistry::Grant& Simulator::authorize(const std::string& token, const Route& route,
                                                 std::int64_t now_ms) const {
  const TokenRegistry::Grant* grant = world_->tokens.find(token, now_ms);
  if (grant == nullptr) throw ApiError(401, "Access token is not valid");
  if (world_->settings.strict_scopes && !satisfies(*grant, route.scope)) {
    throw ApiError(403, "user missing required permissions");
  }
  return *grant;
}

void Simulator::add_common_headers(const Request& request, const RouteMatch& match,
                                   Response& response, std::int64_t now_ms) const {
  response.headers.push_back({"Date", rfc1123_up(now_ms / 1000 * 1000)});
  if (match.path == "/connect") return;
  if (is_token_endpoint(match)) {
    for (Header& header : world_->oauth.rate_headers(now_ms)) {
      response.headers.push_back(std::move(header));
    }
    return;
  }
  const std::string application = world_->tokens.application(bearer_token(request));
  const RateState state = world_->limiter.peek(application, now_ms);
  const int remaining = response.status == 429 ? 0 : state.remaining;
  response.headers.push_back({"X-RateLimit-Limit", std::to_string(state.limit)});
  response.headers.push_back({"X-RateLimit-Remaining", std::to_string(remaining)});
}

}  // namespace sluice::simulator
