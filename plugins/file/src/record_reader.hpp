// Reads the records of one file or stream, whatever its format. Keeps the place behind the last
// ones. On the subscriber's lane.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "place.hpp"
#include "sluice/batch.hpp"

namespace file_plugin {

class RecordReader {
 public:
  virtual ~RecordReader() = default;

  // Continues after an earlier place; false, and at the start as before, if the file does not begin
  // with what had been read up to there. REQUIRES: nothing was read yet.
  virtual Result<bool> go_on(const Place& from) = 0;

  struct Read {
    bool end = false;    // nothing comes after these
    bool waits = false;  // a record without its end follows, which is left for the next run
  };
  // Adds the next records to the batch. settle() confirms them; without it a file's are read again
  // by the next call, and a stream fails. E_INVALID: the file is of another kind, is no such
  // document, or was rewritten while it was read.
  virtual Result<Read> read(sluice::Batch into, const Cancel& cancel) = 0;
  virtual void settle() = 0;
  // After the records that read() gave; nothing for a stream, which cannot be rewound.
  virtual std::optional<Place> place() const = 0;
};

}  // namespace file_plugin
