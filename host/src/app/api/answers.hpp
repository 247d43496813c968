// Answers that several resources give. Pure functions.
#pragma once

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/api/call.hpp"
#include "app/api/control.hpp"
#include "app/api/problem.hpp"

namespace sluice::app {

// A resource's number in a path; 0: it is none.
inline int64_t id_of(const std::string& text) {
  int64_t id = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), id);
  return end.ec == std::errc() && end.ptr == text.data() + text.size() && id > 0 ? id : 0;
}

inline listener::Response bad_request(const Status& why, const Call& call) {
  return problem(ProblemKind::kBadRequest, why.message(), call.path);
}

// What a body may say: its members, and the kind of each; kNull: any. Numbers are whole ones from
// 0.
using Members = std::initializer_list<std::pair<std::string_view, config::Kind>>;

// E_INVALID: `object` has a member that is not known or of another kind, which would else count as
// not said. `in`: what errors call the object, "filter."
Status check_members(const config::Node& object, Members known, std::string_view in = {});

// The object that a body is; E_INVALID: it is none, or has other members.
Result<config::Node> json_body(const Call& call, Members known);

// A text of an object; empty: there is none of this name.
inline std::string member_text(const config::Node& object, std::string_view name) {
  const config::Node* const value = object.find(name);
  return value && value->is(config::Kind::kString) ? value->text : std::string();
}

// The store cannot be read or written.
inline listener::Response unreadable(const Status& why, const Call& call) {
  return problem(ProblemKind::kInternal, why.message(), call.path);
}

// The server's loop did not carry a command out.
inline listener::Response not_now(const Outcome& outcome, const Call& call) {
  const auto unavailable = [&](std::string_view why) {
    return problem(ProblemKind::kUnavailable, why, call.path);
  };
  if (outcome.kind == Outcome::Kind::kEnding) return unavailable("the server is being stopped");
  if (outcome.kind == Outcome::Kind::kLate)
    return unavailable("the server does not reply; see its log. It may carry this out yet");
  return unavailable("too many commands wait; try again in a moment");
}

// The texts of records are for those who may see them, and search them.
inline listener::Response no_payloads(const Call& call) {
  return problem(ProblemKind::kForbidden,
                 "it shows texts of records, or looks into them; that needs the role data_viewer, "
                 "or an access token "
                 "with payloads",
                 call.path);
}

// Why something could not be carried out, by the class of the error: E_UNSUPPORTED is what does not
// exist, E_UNAVAILABLE may work later, E_INTERNAL is the server's fault, all else the request's.
listener::Response failed_answer(const Status& why, const Call& call);

// If-Match is missing; `of`: the path of what is changed.
inline listener::Response no_precondition(const std::string& of, const Call& call) {
  return problem(ProblemKind::kNoPrecondition, "send If-Match with the ETag of " + of + ", or *",
                 call.path);
}

// What `read` makes of each line of a body that is not empty; E_INVALID names the first that is
// wrong.
template <class T, class Read>
Result<std::vector<T>> read_lines(std::string_view body, Read&& read) {
  std::vector<T> out;
  for (size_t number = 1; !body.empty(); number++) {
    const size_t end = std::min(body.find('\n'), body.size());
    const std::string_view line = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (line.empty()) continue;
    auto one = read(line);
    if (!one) return Status(one.status()).in("line " + std::to_string(number));
    out.push_back(*std::move(one));
  }
  return out;
}

}  // namespace sluice::app
