// The API's errors: application/problem+json (RFC 9457). Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "config/node.hpp"
#include "listener/server.hpp"

namespace sluice::app {

enum class ProblemKind {
  kBadRequest,
  kUnauthorized,
  kForeignOrigin,
  kForbidden,
  kLocalOnly,
  kNotFound,
  kMethod,
  kRunOver,
  kAlwaysRunning,
  kPipelineBusy,
  kConflict,
  kStale,
  kTooLarge,
  kMediaType,
  kReloadRefused,
  kConfigRefused,
  kUnprocessable,
  kNoPrecondition,
  kTooMany,
  kHeadTooLarge,
  kInternal,
  kUnavailable
};

// `instance`: the path of the request.
listener::Response problem(ProblemKind kind, std::string_view detail, std::string_view instance);
// With one more member.
listener::Response problem(ProblemKind kind, std::string_view detail, std::string_view instance,
                           const std::string& member, config::Node value);
// For what the server refuses by itself, see listener::Handler::refusal().
listener::Response problem_of_status(int status);

// An answer with a JSON body.
listener::Response json_response(int status, const config::Node& body);

}  // namespace sluice::app
