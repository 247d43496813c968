// Reads what a response says about each record: a 207, or a 2xx whose body lists results. One lane.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result_words.hpp"
#include "sluice/plugin.hpp"
#include "sluice/rest/member_path.hpp"
#include "success_statuses.hpp"

namespace http_plugin {

// The `results` setting: where a response's body has which value.
struct ResultSettings {
  sluice::rest::MemberPath list;    // of the body: the array; empty: the body is the array
  sluice::rest::MemberPath status;  // of an item: an HTTP status, true and false, or a word
  sluice::rest::MemberPath error;   // of an item: what is wrong; absent, null or empty: nothing
  ResultWords words;
  std::optional<sluice::rest::MemberPath> id;         // of an item; absent: matched by index
  std::optional<sluice::rest::MemberPath> record_id;  // of a record
  bool failures_only = false;                         // a record without an item was accepted
  bool one_record = false;  // a request holds one: the body may be its item

  // `one_record`: a request holds one record. E_INVALID starts with the pointer.
  static sluice::Result<std::optional<ResultSettings>> read(sluice::Value config, bool one_record);
};

// One record of the request: the id it is matched by, and its outcome.
struct Expected {
  std::string_view id;
  sluice::Status outcome;  // codes as of an HTTP response to that record alone
  // The response does not say whether it was accepted; `outcome` says why.
  bool open = false;
};

// The result of reading a response's items.
struct ResultsRead {
  // Failing: the body does not match the settings, and nothing is known about any record.
  sluice::Status body;
  // Failing: some records are open, as `settings` do not say how to read their items.
  sluice::Status settings;
};

ResultsRead read_results(ResultSettings& settings, const SuccessStatuses& success_statuses,
                         sluice::Value body, std::vector<Expected>& records);

// The error text of a value, in one line of at most 200 bytes; empty for absent, null, false and
// empty values.
std::string told_error(sluice::Value error);

}  // namespace http_plugin
