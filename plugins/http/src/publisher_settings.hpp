// The settings of an http.publisher, checked. A value; no thread rule.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "batch_settings.hpp"
#include "results.hpp"
#include "sluice/plugin.hpp"
#include "sluice/rest/idempotency.hpp"
#include "sluice/rest/member_path.hpp"
#include "sluice/rest/parameters.hpp"
#include "sluice/rest/path_template.hpp"
#include "sluice/rest/status_policy.hpp"
#include "success.hpp"
#include "success_statuses.hpp"

namespace http_plugin {

struct PublisherSettings {
  std::string method;
  std::string path_text;  // as configured
  sluice::rest::PathTemplate path;
  std::vector<sluice::rest::MemberPath> path_members;  // of a record, for the path's parameters
  sluice::rest::Parameters query;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string content_type;
  BatchSettings batch;
  bool request_records = false;  // a record is {path, query, payload}, not the body
  bool gzip = false;
  bool safe = false;  // a request may be sent again after a response that leaves it open
  size_t in_flight = 1;
  bool encode_slashes = false;  // of a value in the path; else such a record parks
  SuccessStatuses success_statuses;
  sluice::rest::StatusPolicy on_status;
  sluice::rest::Idempotency idempotency;
  std::optional<ResultSettings> results;
  std::optional<Success> success;

  // E_INVALID starts with the JSON pointer to the setting.
  static sluice::Result<PublisherSettings> read(sluice::Value config, const sluice::Host& host);
  bool has_body() const { return batch.format != Format::kNone; }
  // All requests have one address: a refusal by it is seldom a record's fault.
  bool fixed_path() const { return path.parameters().empty(); }
};

}  // namespace http_plugin
