#include "common/api_error.hpp"
#include "server/control.hpp"

namespace sluice::simulator {
namespace {

std::string text_member(const JsonMembers& body, const char* name, const std::string& by_default) {
  return as_text(body.find(name)).value_or(by_default);
}

std::string token_member(const JsonMembers& body) {
  std::string token = text_member(body, "token", "");
  if (token.empty()) throw ApiError(400, "token is required");
  return token;
}

// The token response of a finished authorization.
Response grant(World& world, const JsonMembers& body) {
  const std::string client =
      text_member(body, "client_id", world.settings.oauth_clients.front().id);
  const std::string scope = text_member(body, "scope", "");
  if (scope.empty()) throw ApiError(400, "scope is required");
  return {.body = world.oauth.issue(client, scope, world.clock.now_ms())};
}

// Requests of another client in the same window.
Response use(World& world, const JsonMembers& body) {
  const std::string application = world.tokens.application(token_member(body));
  const std::int64_t now = world.clock.now_ms();
  for (std::int64_t i = whole_member(body, "count", 1); i > 0; --i) {
    world.limiter.count(application, now);
  }
  const RateState state = world.limiter.peek(application, now);
  return {.body = "{\"remaining\":" + std::to_string(state.remaining) + "}"};
}

}  // namespace

Response control_tokens(World& world, const std::string& command, const JsonMembers& body) {
  if (command == "grant") return grant(world, body);
  if (command == "use") return use(world, body);
  if (command != "revoke") throw ApiError(404, "no such control command: tokens/" + command);
  world.tokens.revoke(token_member(body));
  return {.body = "{\"ok\":true}"};
}

}  // namespace sluice::simulator
