#include "app/api/grant_resources.hpp"

#include <utility>

#include "app/access/secret_text.hpp"
#include "app/api/answers.hpp"
#include "app/api/problem.hpp"
#include "app/report/console.hpp"

namespace sluice::app {
namespace {

constexpr std::string_view kCallback = "/oauth/callback";

// Who began it must complete it: this browser's session, or who uses a token or the Unix socket.
std::string owner_of(const Call& call) {
  const std::string session = session_cookie(call.access, call.request);
  return session.empty() ? "caller " + call.caller.name : "session " + hash_of(session);
}

// Programs at the Unix socket listen for the browser themselves, on this machine.
bool is_loopback(std::string_view redirect) {
  for (std::string_view host : {"http://127.0.0.1", "http://localhost", "http://[::1]"})
    if (redirect.starts_with(host) && redirect.size() > host.size() &&
        (redirect[host.size()] == ':' || redirect[host.size()] == '/'))
      return true;
  return false;
}

Result<std::string> redirect_of(const Call& call, const config::Node& body) {
  const std::string given = member_text(body, "redirect");
  const Access& access = call.access;
  if (access.sessions) {
    if (!given.empty())
      return Status(SLUICE_E_INVALID, "the dashboard has an address of its own to come back to");
    const std::string origin =
        access.origin.empty() ? access.scheme + "://" + std::string(call.request.header("Host"))
                              : access.origin;
    return origin + std::string(kCallback);
  }
  if (access.remote)
    return Status(SLUICE_E_INVALID,
                  "a browser can come back to the dashboard's address or this machine only: ask at "
                  "one of these, or use sluice auth");
  if (is_loopback(given)) return given;
  return Status(SLUICE_E_INVALID,
                "redirect is an address of this machine, such as http://127.0.0.1:8710/callback");
}

// The parameters that the browser came back with, all of them texts.
Result<GrantQuery> query_in(const config::Node& body) {
  const config::Node* const query = body.find("query");
  if (!query || !query->is(config::Kind::kObject))
    return Status(SLUICE_E_INVALID, "query is missing");
  GrantQuery out;
  for (const config::Member& member : query->members) {
    if (!member.value.is(config::Kind::kString))
      return Status(SLUICE_E_INVALID, "query." + member.key + " is no text");
    out.emplace_back(member.key, member.value.text);
  }
  return out;
}

}  // namespace

listener::Response GrantResources::begin(const Call& call) {
  const auto body = json_body(call, {{"redirect", config::Kind::kString}});
  if (!body) return bad_request(body.status(), call);
  auto redirect = redirect_of(call, *body);
  if (!redirect) return bad_request(redirect.status(), call);
  const std::string state = from_.grants.open(owner_of(call), {call.names[0], *redirect});
  const auto url = from_.bench.grant_url(call.names[0], *redirect, state);
  if (!url) {
    from_.grants.take(state, owner_of(call));
    return failed_answer(url.status(), call);
  }
  config::Node out = config::Node::object();
  out.set("url", text_node(*url));
  out.set("redirect", text_node(*redirect));
  return json_response(200, out);
}

listener::Response GrantResources::complete(const Call& call) {
  const auto body = json_body(call, {{"query", config::Kind::kObject}});
  if (!body) return bad_request(body.status(), call);
  const auto query = query_in(*body);
  if (!query) return bad_request(query.status(), call);
  const auto grant = from_.grants.take(member_text(*body->find("query"), "state"), owner_of(call));
  if (!grant || grant->client != call.names[0])
    return problem(ProblemKind::kConflict,
                   "this is not the return of a connection that was begun here within ten minutes; "
                   "begin again",
                   call.path);
  const auto granted = from_.bench.take_grant(grant->client, grant->redirect, *query);
  if (!granted) return failed_answer(granted.status(), call);
  config::Node out = config::Node::object();
  out.set("granted", text_node(*granted));
  return json_response(200, out);
}

}  // namespace sluice::app
