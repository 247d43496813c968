// The files of a publisher that writes to several: by names that depend on the record or the time,
// or one after the other. On the publisher's lane.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "target.hpp"

namespace file_plugin {

class Outputs {
 public:
  virtual ~Outputs() = default;

  struct Output {
    std::string pending;  // records of the batch that are not written yet
    virtual ~Output() = default;
    // Nothing is in front of what is written next.
    virtual bool at_start() const = 0;
  };
  // As Target::resume.
  virtual Status resume(std::string_view position) = 0;
  // The time that names have, of records that come now.
  virtual int64_t name_time(int64_t now_us) = 0;
  // The output to use now for a path. Valid until the next call. E_INVALID: it cannot be written.
  virtual Result<Output*> at(const std::string& name, int64_t now_us) = 0;
  // Whether it has reached a bound, with what is pending.
  virtual bool is_full(const Output& output, int64_t now_us) const = 0;
  // Those with pending records.
  virtual std::vector<Output*> waiting() = 0;
  // Writes what was pending, as it is in the file.
  virtual Status write_pending(Output& output, std::string_view packed, const Cancel& cancel) = 0;
  // As in sluice::Publisher.
  virtual Result<std::string> flush(bool last) = 0;
  virtual Status finish() = 0;
  virtual Status restart() = 0;
};

}  // namespace file_plugin
