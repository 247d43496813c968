// The target of the publisher's lines. One object per publisher, on its lane.
#pragma once

#include <string>
#include <string_view>

#include "sluice/batch.hpp"
#include "sluice/result.hpp"

namespace file_plugin {

using sluice::Cancel;
using sluice::Result;
using sluice::Status;

class Target {
 public:
  virtual ~Target() = default;
  // As in sluice::Publisher; `lines` are complete.
  virtual Status resume(std::string_view position) = 0;
  virtual Status write(std::string_view lines, const Cancel& cancel) = 0;
  virtual Result<std::string> flush(bool last) = 0;
  virtual Status finish() = 0;
  virtual Status restart() { return {}; }
};

}  // namespace file_plugin
