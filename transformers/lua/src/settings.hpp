// What the configuration says of a script: its text, where that is from, and what one record may
// cost. [main]
#pragma once

#include <cstddef>
#include <cstdint>

#include "sluice/expression/text_setting.hpp"
#include "sluice/plugin.hpp"

namespace sluice::lua {

struct Limits {
  int64_t instructions = 10'000'000;
  size_t memory = size_t{64} << 20;  // bytes
  int64_t time_ms = 5'000;
};

struct Settings {
  expression::TextSetting script;
  Limits limits;

  // Reads the file, if there is one. E_INVALID: neither or both of script and file, or it cannot be
  // read.
  static Result<Settings> of(Value config);
};

}  // namespace sluice::lua
