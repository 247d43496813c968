// A path with parameters, "/customers/{customer_id}", and how they are filled in without letting a
// value change the route. Immutable after parse; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sluice/rest/parameters.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

class PathTemplate {
 public:
  // Whether a value may hold a slash, which is then sent as %2F: a server that decodes it before it
  // looks for the route finds another one.
  enum class Slashes : bool { kRefused, kEncoded };

  // Fails with E_INTERNAL on a template that is wrong: the connector's own mistake.
  static Result<PathTemplate> parse(std::string_view text);

  // Names in the path, in order.
  const std::vector<std::string>& parameters() const { return parameters_; }
  // "/items/": the request gets SLUICE_HTTP_REQUEST_END_SLASH.
  bool ends_in_slash() const { return ends_in_slash_; }
  // Of the parameters present: E_INVALID for one that is empty, of dots only, or with a
  // slash or control character in it, also percent-encoded once or more often.
  // With kEncoded slashes are no fault.
  Status check(const Parameters& values, std::string_view pointer,
               Slashes slashes = Slashes::kRefused) const;
  // The decoded segments, for sluice_http_request. `pointer` is where `values` stand ("/request/
  // path") and starts the message of E_INVALID: a parameter missing, or one that `check` refuses
  // (with kEncoded: except for its slashes).
  Result<std::vector<std::string>> fill(const Parameters& values, std::string_view pointer,
                                        Slashes slashes = Slashes::kRefused) const;

 private:
  struct Segment {
    std::string before, parameter, after;  // "{id}.txt"; parameter empty: fixed text in `before`
  };
  static Result<Segment> parse_segment(std::string_view text);

  std::vector<Segment> segments_;
  std::vector<std::string> parameters_;
  bool ends_in_slash_ = false;
};

}  // namespace sluice::rest
