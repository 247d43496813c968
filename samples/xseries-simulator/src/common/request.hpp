#pragma once
// One HTTP request and one response as plain values, and the request target parsed without
// decoding its path. No shared state: any thread.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::simulator {

struct Header {
  std::string name;
  std::string value;
};

struct Request {
  std::string method;
  std::string target;  // as it came over the wire
  std::vector<Header> headers;
  std::string body;

  // Null when there is none; the name is compared without case.
  const std::string* header(std::string_view name) const;
};

class Query {
 public:
  static Query parse(std::string_view text);
  // Null when there is none; the first one when it is repeated.
  const std::string* first(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& pairs() const { return pairs_; }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

struct Target {
  std::string path;                   // undecoded, without the query
  std::vector<std::string> segments;  // undecoded: %2F stays inside its segment
  bool routable = false;              // no empty, `.` or `..` segment, plain or encoded
  Query query;
};

// Takes both forms of RFC 9112: `/path?query` and, through a proxy, `http://host/path?query`.
Target parse_target(std::string_view raw);
std::string percent_decode(std::string_view text, bool plus_is_space);

// How the response is sent: faults of the wire.
enum class WireMode {
  kWhole,
  kReset,      // no byte of a response, the connection is reset
  kDieInBody,  // half of the announced body, then a reset
  kSlow,       // half of the body, a pause, the rest
};

struct Response {
  int status = 200;
  std::string body;
  std::string content_type = "application/json; charset=UTF-8";
  std::vector<Header> headers = {};
  WireMode wire = WireMode::kWhole;
  int delay_ms = 0;
};

}  // namespace sluice::simulator
