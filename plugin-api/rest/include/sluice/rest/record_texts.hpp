// The live records of a batch and their JSON text: written once, as lines of one buffer, so a
// body can be a part of it. One lane.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sluice/component.hpp"

namespace sluice::rest {

class RecordTexts {
 public:
  // Numbers the live records. `with_text`: also writes them.
  Status read(Batch batch, bool with_text);

  size_t count() const { return live_.size(); }
  // Number of record `i` within the batch.
  uint32_t index(uint32_t i) const { return live_[i]; }
  std::string_view text(uint32_t i) const { return lines(i, 1).substr(0, size(i)); }
  // `count` records from `first` on, each with its line's end.
  std::string_view lines(uint32_t first, size_t count) const {
    return {text_.data() + starts_[first], starts_[first + count] - starts_[first]};
  }
  size_t size(uint32_t i) const { return starts_[i + 1] - starts_[i] - 1; }

 private:
  std::vector<uint32_t> live_;
  std::vector<size_t> starts_;  // of the lines, and the end of the last one
  std::string_view text_;
};

}  // namespace sluice::rest
