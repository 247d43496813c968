// One pass over what a subscriber reads. On the subscriber's lane.
#pragma once

#include <memory>
#include <string>

#include "format.hpp"
#include "open_records.hpp"
#include "sluice/context.hpp"

namespace file_plugin {

// What becomes of a file whose records are all delivered and committed.
enum class Done { kKeep, kMove, kDelete };

struct WalkSettings {
  std::string path;  // absolute, or "-"; of several files a pattern or folder
  FormatSettings formats;
  ReadSettings reading;
  bool incremental = true;
  bool read_rewritten = false;  // afresh, instead of refusing it
  Done done = Done::kKeep;
  std::string move_to;  // absolute, where done is kMove
};

class Walk {
 public:
  virtual ~Walk() = default;
  // As sluice::Subscriber::poll.
  virtual Status poll(sluice::Batch into, const Cancel& cancel) = 0;
};

// Opens a file at an earlier place, if there is one. A file that does not begin with what was read
// is refused (E_INVALID), or read afresh, as the settings say.
Result<std::unique_ptr<RecordReader>> open_at(const sluice::Host& host, const std::string& path,
                                              const Place* from, const WalkSettings& settings);

// Says that a record without its end waits.
void say_it_waits(const sluice::Host& host, const std::string& path, uint64_t line);

}  // namespace file_plugin
