// One call of an operation, ready to send: owns the text that sluice::Request borrows. A value;
// no thread rule.
#pragma once

#include <string>
#include <vector>

#include "sluice/http.hpp"
#include "sluice/rest/catalogue.hpp"
#include "sluice/rest/parameters.hpp"

namespace sluice::rest {

struct OperationRequest {
  const Operation* operation;
  std::vector<std::string> segments;  // decoded
  Parameters query;
  std::string body;  // JSON; empty: none

  // Borrows from this object. Marked safe to repeat where HTTP says that the method is (RFC 9110
  // 9.2.2): a repeated PUT or DELETE leaves the same state, a repeated POST may not.
  Request request() const;
  // "GET /customers", for messages; parameters filled in.
  std::string name() const;
};

}  // namespace sluice::rest
