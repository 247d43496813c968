// A request to the API as a connector's own code writes it down. Owns its text; a value, no thread
// rule.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sluice/http.hpp"

namespace sluice::rest {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method = "GET";
  std::vector<std::string> segments = {};         // of the path, decoded, after the client's prefix
  Pairs query = {};                               // decoded
  std::string body = {};                          // empty: none
  std::string content_type = "application/json";  // of the body
  Pairs headers = {};
  std::string version = {};  // of the API; empty: the client's

  // As the SDK sends it; borrows from this object.
  sluice::Request borrowed() const;
};

// Sends a request through a component's client, waits, and returns the response's body. An error
// response is a failing status with its HTTP status as remote_code(). [lane]
Result<std::string> ask(const ClientRef& client, const Request& request, const Cancel& cancel);

}  // namespace sluice::rest
