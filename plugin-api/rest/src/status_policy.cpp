#include "sluice/rest/status_policy.hpp"

#include <charconv>
#include <optional>
#include <string>

#include "sluice/rest/closest.hpp"

namespace sluice::rest {
namespace {

std::optional<StatusAction> action_of(std::string_view word) {
  if (word == "park") return StatusAction::kPark;
  if (word == "accept") return StatusAction::kAccept;
  if (word == "retry") return StatusAction::kRetry;
  if (word == "stop") return StatusAction::kStop;
  return std::nullopt;
}

bool is_class(std::string_view name) {
  return name.size() == 3 && name[0] >= '2' && name[0] <= '5' && name.substr(1) == "xx";
}

// 0: not a status.
int32_t status_of(std::string_view name) {
  int32_t out = 0;
  auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), out);
  const bool whole = error == std::errc() && end == name.data() + name.size();
  return whole && name.size() == 3 ? out : 0;
}

// About the credentials or the moment, never about a record.
bool is_of_no_record(int32_t status) {
  return status == 401 || status == 407 || status == 408 || status == 429;
}

// Why `action` cannot be what a status means; empty if it can.
std::string_view objection(int32_t status, StatusAction action) {
  if (action == StatusAction::kAccept && !may_be_accepted(status))
    return "cannot be accept: this status accepts no record; write park, retry or stop";
  if (action == StatusAction::kRetry && status < 300)
    return "cannot be retry: the record was accepted; write park, accept or stop";
  return {};
}

}  // namespace

Status StatusPolicy::add_class(int32_t first, StatusAction action) {
  const bool accept = action == StatusAction::kAccept;
  if (accept && first == 500) return Status(SLUICE_E_INVALID, std::string(objection(500, action)));
  for (int32_t status = first; status < first + 100; status++) {
    if (is_of_no_record(status) || (accept && status == 403)) continue;
    if (auto why = objection(status, action); !why.empty())
      return Status(SLUICE_E_INVALID, std::string(why));
    actions_[at(status)] = action;
  }
  return {};
}

Status StatusPolicy::add(std::string_view name, std::string_view word, std::string_view pointer) {
  const std::string where = std::string(pointer) + "/" + std::string(name);
  const auto action = action_of(word);
  if (!action)
    return Status::invalid(where, "\"" + std::string(word.substr(0, 80)) +
                                      "\" is not park, accept, retry or stop" +
                                      hint_for(word, {"park", "accept", "retry", "stop"}));
  if (is_class(name)) {
    Status status = add_class((name[0] - '0') * 100, *action);
    return status ? status : Status::invalid(where, status.message());
  }
  const int32_t status = status_of(name);
  if (status < kFirst || status > kLast)
    return Status::invalid(where, "write a status from 200 to 599, or 2xx, 3xx, 4xx or 5xx");
  if (auto why = objection(status, *action); !why.empty()) return Status::invalid(where, why);
  actions_[at(status)] = *action;
  return {};
}

Result<StatusPolicy> StatusPolicy::read(Value object, std::string_view pointer) {
  StatusPolicy out;
  if (!object || object.is_null()) return out;
  if (!object.is_object()) return Status::invalid(pointer, "must be an object: {409: accept}");
  out.empty_ = object.size() == 0;
  // Classes first: a status overrides its class, whatever their order.
  for (const bool classes : {true, false})
    for (size_t i = 0; i < object.size(); i++)
      if (is_class(object.key(i)) == classes)
        if (auto s = out.add(object.key(i), object.member(i).string_or(""), pointer); !s) return s;
  return out;
}

Status StatusPolicy::apply(Status response) const {
  sluice_status code = response.code();
  std::string message = response.message();
  switch (of(response.remote_code())) {
    case StatusAction::kDefault:
      return response;
    case StatusAction::kAccept:
      return {};
    case StatusAction::kPark:
      code = SLUICE_E_DATA;
      break;
    case StatusAction::kRetry:
      if (code != SLUICE_E_RATE_LIMITED) code = SLUICE_E_UNAVAILABLE;
      break;
    case StatusAction::kStop:
      if (code != SLUICE_E_AUTH) code = SLUICE_E_INVALID;
      message += ": on_status stops the pipeline at it";
      break;
  }
  Status out(code, std::move(message));
  return out.with_remote_code(response.remote_code()).with_retry_after(response.retry_after_ms());
}

}  // namespace sluice::rest
