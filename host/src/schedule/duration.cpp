#include "schedule/duration.hpp"

#include "schedule/refusal.hpp"
#include "sluice/duration.hpp"

namespace sluice::schedule {
namespace {

Status refuse_duration(std::string_view text, std::string_view part) {
  return refuse_at(text, part,
                   in_quotes(text) + " is no length of time; write 90s, 5m, 1h30m or 2d");
}

Status refuse_length(std::string_view text) {
  return refuse_at(text, text.substr(0, 0), in_quotes(text) + " is longer than 366 days");
}

}  // namespace

Result<int64_t> parse_duration(std::string_view text) {
  const ReadDuration read = read_duration(text);
  if (read.too_long) return refuse_length(text);
  if (text.empty() || !read) return refuse_duration(text, read.rest);
  if (read.ms > kLongestDurationMs) return refuse_length(text);
  return read.ms;
}

std::string duration_text(int64_t ms) {
  std::string out;
  for (const DurationUnit& unit : kDurationUnits) {
    if (unit.letter == 'w') continue;  // 14d is said more often than 2w
    if (ms >= unit.ms && (unit.letter != 's' || ms % 1000 == 0))
      out += std::to_string(ms / unit.ms) + unit.letter;
    if (unit.letter != 's' || ms % 1000 == 0) ms %= unit.ms;
  }
  if (ms > 0)
    out += std::to_string(ms / 1000) + '.' + std::to_string(1000 + ms % 1000).substr(1) + 's';
  return out.empty() ? "0s" : out;
}

}  // namespace sluice::schedule
