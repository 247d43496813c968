#include "judge.hpp"

#include <algorithm>

#include "sluice/rest/in_doubt.hpp"

namespace http_plugin {

using sluice::Response;
using sluice::Status;
using sluice::rest::in_doubt;
using sluice::rest::is_ambiguous;

namespace {

Verdict stop(Status why) {
  Verdict out;
  out.rest = std::move(why);
  out.stop = true;
  return out;
}

Verdict wait(const Status& why) {
  Verdict out;
  out.all = out.rest = why;
  return out;
}

// Of one address that all requests go to: the method or the address is wrong, no record is.
bool is_of_address(int32_t status) { return status == 404 || status == 405 || status == 410; }

}  // namespace

Verdict Judge::judge(size_t count, std::vector<Expected> records, Status failure,
                     const Response& response) {
  const int32_t http = response.status();
  const bool answered = failure.ok() || (http && failure.remote_code() == http);
  if (answered && settings_.accepted.has(http)) return taken(std::move(records), response);
  failure.in(where());
  if (failure.ok()) {
    Verdict out;
    out.all = Status::data(where() + ": answered " + std::to_string(http) +
                           ", which accept does not list");
    out.server_error = true;
    return out;
  }
  if (!settings_.safe && (response.lost() || is_ambiguous(failure.remote_code()))) {
    Verdict out;
    out.all = in_doubt(failure);
    out.server_error = true;
    return out;
  }
  return refused(failure, count);
}

Verdict Judge::refused(const Status& failure, size_t records) const {
  Verdict out;
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
    case SLUICE_E_INVALID:
    case SLUICE_E_UNSUPPORTED:  // as a record's outcome it would park the record
      return stop(failure);
    default:
      return wait(failure);
  }
}

// A 503 is about load, and two requests are more of it than one.
Verdict Judge::server_error(const Status& failure, size_t records) const {
  Verdict out;
  out.all = failure;
  out.split = records > 1 && is_ambiguous(failure.remote_code());
  out.server_error = !out.split;
  return out;
}

Verdict Judge::taken(std::vector<Expected> records, const Response& response) {
  if (!settings_.results) {
    if (response.status() != 207) return {};
    return stop({SLUICE_E_INVALID,
                 where() + ": answered 207, which has a result for each record; say with results "
                           "where they are"});
  }
  Verdict out;
  Status status =
      read_results(*settings_.results, settings_.accepted, host_, response.body(), records);
  if (!status) return stop(std::move(status.in(where())));
  for (Expected& record : records) {
    Status& outcome = record.outcome;
    outcome.in(where());
    if (!settings_.safe && is_ambiguous(outcome.remote_code())) outcome = in_doubt(outcome);
    if (outcome.code() == SLUICE_E_RATE_LIMITED && out.rest) out.rest = outcome;
  }
  out.each = std::move(records);
  return out;
}

Verdict Judge::not_started(Status failure) const {
  failure.in(where());
  if (failure.code() != SLUICE_E_INVALID || settings_.fixed_path()) return stop(std::move(failure));
  Verdict out;  // text no path may hold
  out.all = Status::data(failure.message());
  return out;
}

std::string Judge::where() const {
  return settings_.method + (settings_.path_text.empty() ? "" : " " + settings_.path_text);
}

}  // namespace http_plugin
