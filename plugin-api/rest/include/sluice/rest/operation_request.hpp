// One call of an operation, ready to send: owns the text that sluice::Request borrows. A value;
// no thread rule.
#pragma once

#include <string>
#include <vector>

#include "sluice/http.hpp"
#include "sluice/rest/catalogue.hpp"
#include "sluice/rest/parameters.hpp"

namespace sluice::rest {

// A header that a client removes from the request: the version of the API to use. No header name
// may start with a colon, so it cannot reach a network by accident.
inline constexpr std::string_view kVersionHeader = ":api-version";

struct OperationRequest {
  const Operation* operation;
  std::vector<std::string> segments;  // decoded
  Parameters query;
  std::string body;                               // empty: none
  std::string content_type = "application/json";  // of the body
  std::string version = {};                       // of the API; empty: the client's
  bool repeatable = false;           // this call is, because of what its body or a header holds
  std::string_view key_header = {};  // in which the record's key is sent; empty: in none
  std::string_view key = {};
  bool end_slash = false;  // the path ends in a slash
  bool slashes = false;    // a segment may hold slashes, which are sent as %2F

  // Borrows from this object. Marked safe to repeat if is_safe().
  sluice::Request request() const;
  // A repeat leaves the same state: what HTTP defines for PUT and DELETE (RFC 9110 9.2.2), and what
  // the catalogue says of this operation.
  bool is_safe() const;
  // "GET /customers", for messages; parameters filled in.
  std::string name() const;
};

}  // namespace sluice::rest
