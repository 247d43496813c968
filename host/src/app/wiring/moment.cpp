#include "app/wiring/moment.hpp"

#include <time.h>

#include "platform/system_clock.hpp"
#include "schedule/duration.hpp"

namespace sluice::app {
namespace {

bool reads_as(const std::string& text, const char* format, tm& into) {
  into = {};
  const char* const end = strptime(text.c_str(), format, &into);
  return end && *end == '\0';
}

}  // namespace

Result<int64_t> parse_moment(const std::string& text) {
  tm time = {};
  if (reads_as(text, "%Y-%m-%dT%H:%M:%SZ", time) || reads_as(text, "%Y-%m-%d", time))
    return int64_t{timegm(&time)} * 1'000'000;
  const Result<int64_t> age = schedule::parse_duration(text);
  if (!age) return age.status();
  return platform::SystemClock().unix_us() - *age * 1000;
}

}  // namespace sluice::app
