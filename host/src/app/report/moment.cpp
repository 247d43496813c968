#include "app/report/moment.hpp"

#include <time.h>

#include <cctype>
#include <ctime>
#include <optional>

#include "platform/system_clock.hpp"
#include "schedule/duration.hpp"

namespace sluice::app {
namespace {

// What follows the part of the text that the format describes; NULL: it does not.
const char* behind(const std::string& text, const char* format, tm& into) {
  into = {};
  return strptime(text.c_str(), format, &into);
}

// Microseconds of ".25Z" or "Z"; nothing: it is neither.
std::optional<int64_t> fraction_of(const char* text) {
  int64_t us = 0;
  if (*text == '.')
    for (int64_t unit = 100'000; std::isdigit(static_cast<unsigned char>(*++text)); unit /= 10)
      us += unit * (*text - '0');
  return text[0] == 'Z' && text[1] == '\0' ? std::optional(us) : std::nullopt;
}

std::optional<int64_t> time_of(const std::string& text) {
  tm time = {};
  const char* const end = behind(text, "%Y-%m-%dT%H:%M:%S", time);
  if (end) {
    const auto us = fraction_of(end);
    return us ? std::optional(int64_t{timegm(&time)} * 1'000'000 + *us) : std::nullopt;
  }
  const char* const day_end = behind(text, "%Y-%m-%d", time);
  if (!day_end || *day_end) return std::nullopt;
  return int64_t{timegm(&time)} * 1'000'000;
}

}  // namespace

Result<int64_t> parse_moment(const std::string& text) {
  if (const auto time = time_of(text)) return *time;
  const Result<int64_t> age = schedule::parse_duration(text);
  if (!age) return age.status();
  return platform::SystemClock().unix_us() - *age * 1000;
}

std::string moment_text(int64_t us) {
  const std::time_t seconds = us / 1'000'000;
  tm time = {};
  gmtime_r(&seconds, &time);
  char out[40];
  const size_t size = strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%S", &time);
  const std::string fraction = std::to_string(1'000'000 + us % 1'000'000).substr(1);
  return std::string(out, size) + "." + fraction + "Z";
}

}  // namespace sluice::app
