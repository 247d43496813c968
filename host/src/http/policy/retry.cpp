#include "http/policy/retry.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <string>

#include "http/text/wait_time.hpp"
#include "sluice/http.hpp"

namespace sluice::http {
namespace {

bool may_repeat(const Attempt& a) {
  switch (a.delivery) {
    case Delivery::kNeverSent:
      return true;
    case Delivery::kLost:
      return a.repeatable;
    case Delivery::kUnreadable:
    case Delivery::kFinal:
      return false;
    case Delivery::kAnswered:
      break;
  }
  if (a.status == 429 || a.status == 503) return true;
  return a.repeatable && leaves_open(a.status);
}

// Error bodies are small; a large one is not parsed.
std::string body_member(std::string_view body) {
  if (body.empty() || body.size() > 65536) return {};
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
  if (document.HasParseError() || !document.IsObject()) return {};
  if (!document.HasMember("retry-after")) return {};
  const rapidjson::Value& told = document["retry-after"];
  if (told.IsInt64()) return std::to_string(told.GetInt64());
  if (told.IsNumber()) return std::to_string(told.GetDouble());
  return told.IsString() ? told.GetString() : "";
}

}  // namespace

std::optional<int64_t> asked_wait(const Attempt& a, int64_t wall_s) {
  if (a.delivery != Delivery::kAnswered || !a.headers) return std::nullopt;
  int64_t now = response_time(*a.headers, wall_s);
  if (auto header = a.headers->find("Retry-After"))
    if (auto wait = read_wait_ms(*header, now)) return wait;
  if (auto wait = read_wait_ms(body_member(a.body), now)) return wait;
  if (a.status != 429) return std::nullopt;
  return a.window_end_ms.value_or(kUntoldWait);
}

Decision decide(const RetryPolicy& policy, const Attempt& attempt, int64_t wall_s, double jitter) {
  Decision out;
  out.repeat = may_repeat(attempt) && attempt.number < policy.settings.attempts;
  auto asked = out.repeat || attempt.status == 429 ? asked_wait(attempt, wall_s) : std::nullopt;
  out.told = asked.has_value();
  if (out.told) {
    const int64_t longest = policy.window_ms ? policy.window_ms : *asked;
    out.wait_ms = std::max(std::min(*asked, longest), kShortestWait);
    out.repeat = out.repeat && out.wait_ms <= std::max(policy.window_ms, kLongestWait);
  } else if (out.repeat) {
    out.wait_ms = base::back_off_ms(policy.settings, attempt.number, jitter);
  }
  return out;
}

}  // namespace sluice::http
