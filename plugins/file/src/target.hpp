// What a publisher writes to: a file or stream. On its lane.
#pragma once

#include <string>
#include <string_view>

#include "sluice/batch.hpp"
#include "sluice/result.hpp"

namespace file_plugin {

using sluice::Cancel;
using sluice::Result;
using sluice::Status;

// What completes a file, and so is in the way of more records.
struct Frame {
  bool lines = true;       // what is in the file are lines, and others may add some
  bool document = false;   // nothing may follow what completes it
  std::string closing;     // behind records; empty: nothing
  std::string empty_file;  // of a file without records
  const std::string& closing_of(bool has_records) const {
    return has_records ? closing : empty_file;
  }
};

class Target {
 public:
  virtual ~Target() = default;
  // As in sluice::Publisher; `lines` are complete records.
  virtual Status resume(std::string_view position) = 0;
  virtual Status write(std::string_view lines, const Cancel& cancel) = 0;
  virtual Result<std::string> flush(bool last) = 0;
  virtual Status finish() = 0;
  virtual Status restart() { return {}; }
  // Nothing is in front of what is written next. REQUIRES: resume
  virtual bool at_start() const = 0;
};

}  // namespace file_plugin
