#include "response_policy.hpp"

#include <algorithm>

#include "sluice/rest/document.hpp"
#include "sluice/rest/error_map.hpp"
#include "sluice/rest/in_doubt.hpp"

namespace http_plugin {

using sluice::Response;
using sluice::Status;
using sluice::Value;
using sluice::rest::Decision;
using sluice::rest::Document;
using sluice::rest::in_doubt;
using sluice::rest::is_ambiguous;
using sluice::rest::StatusAction;

namespace {

Decision stop(Status why) {
  Decision out;
  out.rest = std::move(why);
  out.stop = true;
  return out;
}

Decision wait(const Status& why) {
  Decision out;
  out.all = out.rest = why;
  return out;
}

bool is_success(int32_t status) { return status >= 200 && status < 300; }

// With one address for all requests: the method or the address is wrong, not a record.
bool is_of_address(int32_t status) { return status == 404 || status == 405 || status == 410; }

bool may_pass(const Status& status) {
  return status.code() == SLUICE_E_UNAVAILABLE || status.code() == SLUICE_E_RATE_LIMITED;
}

std::string_view or_null(std::string_view body) {
  return body.find_first_not_of(" \t\r\n") == body.npos ? "null" : body;
}

}  // namespace

Decision ResponsePolicy::decide(size_t count, std::vector<Expected> records, Status failure,
                                const Response& response) {
  const int32_t http = response.status();
  const StatusAction action = settings_.on_status.of(http);
  const bool answered = failure.ok() || (http && failure.remote_code() == http);
  failure.in(where());
  if (response.unreadable() && is_success(http)) return unreadable(failure);
  if (answered && action == StatusAction::kAccept) return {};
  if (answered && action == StatusAction::kDefault && settings_.success_statuses.has(http))
    return taken(std::move(records), response);
  if (failure.ok()) return not_accepted(http);
  if (!settings_.safe && (response.lost() || is_ambiguous(failure.remote_code())))
    return left_open(failure, http);
  if (!answered || action == StatusAction::kDefault) return refused(failure, count);
  return by_policy(settings_.on_status.apply(failure), count);
}

// A request with a successful response is never sent again, even if the response's body cannot be
// read.
Decision ResponsePolicy::unreadable(const Status& failure) const {
  Decision out;
  if (wants_body()) out.all = answered(failure);
  return out;
}

// A 2xx that the settings do not count as success.
Decision ResponsePolicy::not_accepted(int32_t status) const {
  const bool listed = settings_.on_status.of(status) != StatusAction::kDefault;
  Status why = Status::data(where() + ": answered " + std::to_string(status) +
                            (listed ? "" : ", which accept does not list"));
  why = settings_.on_status.apply(why.with_remote_code(status));
  if (why.code() == SLUICE_E_INVALID) return unclear(why);
  Decision out;
  out.all = why;
  out.server_error = !listed;
  return out;
}

// In doubt, whatever else on_status says.
Decision ResponsePolicy::left_open(const Status& failure, int32_t status) const {
  Decision out;
  out.all = in_doubt(failure);
  out.server_error = true;
  out.halt = settings_.on_status.of(status) == StatusAction::kStop;
  if (out.halt) out.rest = settings_.on_status.apply(failure);
  return out;
}

Decision ResponsePolicy::by_policy(const Status& told, size_t records) const {
  if (told.code() == SLUICE_E_RATE_LIMITED) return wait(told);
  if (told.code() != SLUICE_E_DATA && !may_pass(told)) return stop(told);
  const int32_t status = told.remote_code();
  Decision out;
  out.all = told;
  out.split = records > 1 && told.code() == SLUICE_E_DATA && (status < 500 || is_ambiguous(status));
  out.server_error = !out.split && told.code() != SLUICE_E_DATA;
  return out;
}

Decision ResponsePolicy::refused(const Status& failure, size_t records) const {
  Decision out;
  switch (failure.code()) {
    case SLUICE_E_DATA:
      if (settings_.fixed_path() && is_of_address(failure.remote_code()))
        return stop({SLUICE_E_INVALID, failure.message() + ": check path and method"});
      out.all = failure;
      out.split = records > 1;
      return out;
    case SLUICE_E_UNAVAILABLE:
    case SLUICE_E_TIMEOUT:
      if (failure.remote_code() >= 500) return server_error(failure, records);
      return wait(failure);
    case SLUICE_E_RATE_LIMITED:
    case SLUICE_E_CANCELLED:
      return wait(failure);
    default:
      return stop(failure);
  }
}

// A 503 counts per batch, and two requests are worse than one.
Decision ResponsePolicy::server_error(const Status& failure, size_t records) const {
  Decision out;
  out.all = failure;
  out.split = records > 1 && is_ambiguous(failure.remote_code());
  out.server_error = !out.split;
  return out;
}

Decision ResponsePolicy::taken(std::vector<Expected> records, const Response& response) {
  if (wants_body()) return by_body(std::move(records), response);
  if (response.status() != 207) return {};
  return unclear(
      {SLUICE_E_INVALID, where() + ": response 207 has a result for each record; say with results "
                                   "where they are"});
}

Decision ResponsePolicy::by_body(std::vector<Expected> records, const Response& response) {
  auto document = Document::parse(host_, or_null(response.body()), "the response");
  if (!document) return unclear(Status(document.status()).in(where()));
  const Value body = document->root();
  if (settings_.success) {
    auto yes = settings_.success->holds(body);
    if (!yes) return unclear(Status(yes.status()).in(where()));
    if (*yes) return {};
    const bool listed = settings_.results && settings_.results->list.find(body).is_array();
    if (!listed) return says_no(body, response.body());
  }
  return by_results(std::move(records), body);
}

Decision ResponsePolicy::says_no(Value body, std::string_view text) {
  std::string said;
  if (settings_.results && !settings_.results->error.text().empty())
    said = told_error(settings_.results->error.find(body));
  if (said.empty()) said = sluice::rest::error_text(text);
  Decision out;
  out.all = Status::data(
      where() + ": refused: " + (said.empty() ? "the response says so, without a reason" : said));
  return out;
}

Decision ResponsePolicy::by_results(std::vector<Expected> records, Value body) {
  ResultsRead read = read_results(*settings_.results, settings_.success_statuses, body, records);
  if (!read.body) return unclear(read.body.in(where()));
  Decision out;
  for (Expected& record : records) settle_one(record, out);
  if (!read.settings) {
    out.rest = read.settings.in(where());
    out.halt = true;
  }
  for (Expected& record : records) out.each.push_back(std::move(record.outcome));
  return out;
}

// The result becomes the record's outcome, with its consequences for the others.
void ResponsePolicy::settle_one(Expected& record, Decision& out) const {
  Status& outcome = record.outcome;
  outcome.in(where());
  if (record.open && settings_.safe && outcome.code() == SLUICE_E_INVALID)
    return void(outcome = Status(SLUICE_E_UNAVAILABLE, outcome.message()));
  if (record.open) return void(outcome = answered(outcome));
  if (!settings_.safe && is_ambiguous(outcome.remote_code()))
    return void(outcome = in_doubt(outcome));
  if (outcome.remote_code()) outcome = settings_.on_status.apply(outcome);
  if (outcome.code() == SLUICE_E_RATE_LIMITED && out.rest) out.rest = outcome;
  if (outcome.ok() || outcome.code() == SLUICE_E_DATA || may_pass(outcome)) return;
  // It was refused, so it is offered again when the run continues.
  if (!out.halt) out.rest = outcome;
  out.halt = true;
  outcome = Status(SLUICE_E_UNAVAILABLE, outcome.message());
}

// A successful response whose meaning is unclear: a write that must not be repeated parks,
// and nothing more is sent.
Decision ResponsePolicy::unclear(Status why) const {
  if (settings_.safe) return stop(std::move(why));
  Decision out;
  out.all = answered(why);
  out.rest = std::move(why);
  out.halt = true;
  return out;
}

// Not a failure of the system, as other doubts are: the response came.
Status ResponsePolicy::answered(const Status& why) const {
  return Status::data(in_doubt(why).message()).with_remote_code(why.remote_code());
}

Decision ResponsePolicy::not_started(Status failure) const {
  failure.in(where());
  if (failure.code() != SLUICE_E_INVALID || settings_.fixed_path()) return stop(std::move(failure));
  Decision out;  // text not allowed in a path
  out.all = Status::data(failure.message());
  return out;
}

std::string ResponsePolicy::where() const {
  return settings_.method + (settings_.path_text.empty() ? "" : " " + settings_.path_text);
}

}  // namespace http_plugin
