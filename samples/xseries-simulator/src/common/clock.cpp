#include "common/clock.hpp"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/DateTimeParser.h>
#include <Poco/Timestamp.h>

namespace sluice::simulator {
namespace {

Poco::Timestamp to_timestamp(std::int64_t ms) { return Poco::Timestamp(ms * 1000); }

// Poco reads what it can and takes the rest as zero; `noon` must not be a time.
bool looks_like_iso(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00";
  if (text.size() < kShape.size()) return false;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == '0' ? !digit : text[i] != kShape[i]) return false;
  }
  return true;
}

}  // namespace

std::int64_t Clock::now_ms() const {
  if (frozen_ms_) return *frozen_ms_;
  return Poco::Timestamp().epochMicroseconds() / 1000 + offset_ms_;
}

void Clock::advance(std::int64_t by_ms) {
  if (frozen_ms_) {
    *frozen_ms_ += by_ms;
  } else {
    offset_ms_ += by_ms;
  }
}

std::string iso_offset(std::int64_t ms) {
  return Poco::DateTimeFormatter::format(to_timestamp(ms), "%Y-%m-%dT%H:%M:%S+00:00");
}

std::string iso_z(std::int64_t ms) {
  return Poco::DateTimeFormatter::format(to_timestamp(ms), "%Y-%m-%dT%H:%M:%SZ");
}

std::string rfc1123_up(std::int64_t ms) {
  const std::int64_t whole = (ms + 999) / 1000 * 1000;
  return Poco::DateTimeFormatter::format(to_timestamp(whole), Poco::DateTimeFormat::HTTP_FORMAT);
}

std::optional<std::int64_t> parse_iso(std::string_view text) {
  if (!looks_like_iso(text)) return std::nullopt;
  Poco::DateTime parsed;
  int zone_s = 0;
  if (!Poco::DateTimeParser::tryParse(Poco::DateTimeFormat::ISO8601_FRAC_FORMAT, std::string(text),
                                      parsed, zone_s)) {
    return std::nullopt;
  }
  return parsed.timestamp().epochMicroseconds() / 1000 - std::int64_t{zone_s} * 1000;
}

}  // namespace sluice::simulator
