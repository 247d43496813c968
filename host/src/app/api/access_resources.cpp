#include "app/api/access_resources.hpp"

#include "app/api/answers.hpp"
#include "app/api/pages.hpp"
#include "app/api/problem.hpp"
#include "app/api/sender.hpp"
#include "app/api/sight.hpp"
#include "app/report/console.hpp"

namespace sluice::app {
namespace {

listener::Response no_sessions(const Call& call) {
  return problem(ProblemKind::kNotFound, "there are sessions at the dashboard's address only",
                 call.path);
}

config::Node caller_node(const Caller& caller) {
  config::Node node = config::Node::object();
  node.set("name", text_node(caller.name));
  node.set("role", text_node(role_name(caller.role)));
  node.set("payloads", flag_node(caller.payloads));
  return node;
}

listener::Response session_response(const Caller& caller, int64_t expires_ms) {
  config::Node node = caller_node(caller);
  node.set("expires_ms", number_node(expires_ms));
  return json_response(200, node);
}

}  // namespace

std::string session_cookie_text(const Access& access, const std::string& id, int64_t seconds) {
  return access.cookie + "=" + id +
         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds) +
         (access.secure() ? "; Secure" : "");
}

listener::Response AccessResources::sign_in(const Call& call) {
  if (!call.access.sessions) return no_sessions(call);
  const auto body = json_body(call, {{"token", config::Kind::kString}});
  if (!body) return bad_request(body.status(), call);
  const std::string token = member_text(*body, "token");
  const auto caller =
      caller_of_token(call.access, token, sender_of(call.access.proxies, call.request));
  if (!caller) {
    const bool slow = caller.status().code() == SLUICE_E_UNAVAILABLE;
    return problem(slow ? ProblemKind::kTooMany : ProblemKind::kUnauthorized,
                   caller.status().message(), call.path);
  }
  const Sessions::Opened opened = from_.sessions.open(*caller);
  auto out = session_response(*caller, opened.expires_ms);
  out.headers.push_back(
      {"Set-Cookie", session_cookie_text(call.access, opened.id, Sessions::kLifeMs / 1000)});
  return out;
}

listener::Response AccessResources::session(const Call& call) {
  if (!call.access.sessions) return no_sessions(call);
  const auto found = session_of(call.access, call.request);
  return session_response(call.caller, found ? found->expires_ms : 0);
}

listener::Response AccessResources::sign_out(const Call& call) {
  if (!call.access.sessions) return no_sessions(call);
  from_.sessions.close(session_cookie(call.access, call.request));
  from_.ended();
  listener::Response out{.status = 204, .content_type = {}};
  out.headers.push_back({"Set-Cookie", session_cookie_text(call.access, "", 0)});
  return out;
}

listener::Response AccessResources::audit(const Call& call) {
  const auto wanted = page_wanted(call.query);
  if (!wanted) return bad_request(wanted.status(), call);
  return page_by_id(
      from_.audit.list(wanted->after, wanted->limit + 1), wanted->limit,
      [&](const AuditEntry& one) { return audit_node(Sight::of(call.caller).seen(one)); });
}

listener::Response AccessResources::tokens(const Call& call) {
  const auto wanted = page_wanted(call.query);
  if (!wanted) return bad_request(wanted.status(), call);
  return page_of(from_.tokens.list(), *wanted, access_token_node);
}

listener::Response AccessResources::add_token(const Call& call) {
  const auto body = json_body(call, {{"name", config::Kind::kString},
                                     {"role", config::Kind::kString},
                                     {"payloads", config::Kind::kBoolean}});
  if (!body) return bad_request(body.status(), call);
  const auto role = role_of_name(member_text(*body, "role"));
  if (!role)
    return problem(ProblemKind::kBadRequest,
                   "role is viewer, data_viewer, operator, editor or admin", call.path);
  const config::Node* const payloads = body->find("payloads");
  const bool sees = payloads ? payloads->text == "true" : *role != Role::kViewer;
  const std::string name = member_text(*body, "name");
  const auto token = from_.tokens.add(name, *role, sees);
  if (!token && token.status().code() == SLUICE_E_INTERNAL) return unreadable(token.status(), call);
  if (!token) return problem(ProblemKind::kConflict, token.status().message(), call.path);
  config::Node node = caller_node({name, *role, sees});
  node.set("token", text_node(*token));
  return json_response(201, node);
}

listener::Response AccessResources::remove_token(const Call& call) {
  const auto removed = from_.tokens.remove(call.names[0]);
  if (!removed) return unreadable(removed.status(), call);
  if (!*removed)
    return problem(ProblemKind::kNotFound, "there is no token " + call.names[0], call.path);
  from_.sessions.close_all_of(call.names[0]);
  from_.ended();
  return {.status = 204, .content_type = {}};
}

}  // namespace sluice::app
