// Reads what an answer says of each record: a 207, or a 2xx whose body lists results. One lane.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accepted.hpp"
#include "sluice/plugin.hpp"
#include "sluice/rest/member_path.hpp"

namespace http_plugin {

// The `results` setting: where an answer's body says what.
struct ResultSettings {
  sluice::rest::MemberPath list;    // of the body: the array; empty: the body is the array
  sluice::rest::MemberPath status;  // of an item: an HTTP status, or true and false
  sluice::rest::MemberPath error;   // of an item: what is wrong; absent, null or empty: nothing
  std::optional<sluice::rest::MemberPath> id;         // of an item; absent: matched by index
  std::optional<sluice::rest::MemberPath> record_id;  // of a record
  bool failures_only = false;                         // a record without an item was taken

  static sluice::Result<std::optional<ResultSettings>> read(sluice::Value config);
};

// One record of the request: what it is matched by, and where its outcome goes.
struct Expected {
  std::string_view id;
  sluice::Status outcome;
};

// OK: each of `records` has its outcome (codes as of an HTTP answer to that record alone; E_DATA
// with a remote code of 0 where the answer does not mention it). Else the body is not what
// `settings` say, and nothing is known.
sluice::Status read_results(ResultSettings& settings, const Accepted& accepted,
                            const sluice::Host& host, std::string_view body,
                            std::vector<Expected>& records);

}  // namespace http_plugin
