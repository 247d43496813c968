#pragma once
// The simulator's time: the real clock plus an offset, or a frozen instant that moves only on
// command. Guarded by the simulator's lock.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::simulator {

class Clock {
 public:
  // Milliseconds since 1970-01-01 UTC.
  std::int64_t now_ms() const;
  bool frozen() const { return frozen_ms_.has_value(); }
  void freeze(std::int64_t at_ms) { frozen_ms_ = at_ms; }
  void advance(std::int64_t by_ms);
  void use_real() {
    frozen_ms_.reset();
    offset_ms_ = 0;
  }

 private:
  std::optional<std::int64_t> frozen_ms_;
  std::int64_t offset_ms_ = 0;
};

// `2014-10-09T05:20:09+00:00`, the style of the older entities.
std::string iso_offset(std::int64_t ms);
// `2026-04-01T12:00:00Z`, the style of the newer ones.
std::string iso_z(std::int64_t ms);
// `Wed, 15 Jul 2020 15:04:05 GMT`, rounded up to whole seconds: a client that waits until then must
// not come too early.
std::string rfc1123_up(std::int64_t ms);
std::optional<std::int64_t> parse_iso(std::string_view text);

}  // namespace sluice::simulator
