// Maintenance windows: times of the wall clock at which no run starts. A value; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schedule/named_zone.hpp"

namespace sluice::schedule {

struct WindowSettings {
  std::vector<std::string> days;  // on which it begins: "sat", "mon-fri"; empty: every day
  std::string from;               // "22:00"
  std::string to;  // "06:00", of the next day if it is not after `from`; "24:00" is midnight
};

class Windows {
 public:
  Windows() = default;

  // At most 32. E_INVALID, with a JSON pointer into `windows` ("/0/from: …"): one that cannot be
  // read, whose ends are the same, or no minute of the week is left.
  static Result<Windows> make(const std::vector<WindowSettings>& windows, const Zone& zone);

  // The first moment from `moment` on (seconds since the Unix epoch) that is in no window. Where
  // the clock is changed, a window begins the first time it shows `from` and ends the last time it
  // shows `to`.
  int64_t clear_from(int64_t moment) const;
  bool covers(int64_t moment) const { return clear_from(moment) != moment; }

  bool empty() const { return windows_.empty(); }

  // "not from 22:00 to 06:00, nor on SAT, SUN from 08:00 to 12:00"; empty if there are none.
  std::string words() const;

 private:
  struct Window {
    uint64_t weekdays = 0;  // bit 0: Sunday
    int64_t from = 0;       // second of the day
    int64_t to = 0;         // second of the same day; above 86,400 on the next one
  };

  explicit Windows(const Zone& zone) : zone_(zone) {}
  static Result<Window> read(const WindowSettings& settings);
  bool leaves_time() const;
  int64_t end_at(int64_t moment) const;
  int64_t end_of_day_at(const Window& window, int64_t day, int64_t moment) const;

  Zone zone_;
  std::vector<Window> windows_;
};

}  // namespace sluice::schedule
