// What is committed of several files that are replaced. A value; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sluice/result.hpp"

namespace file_plugin {

struct ReplacedPosition {
  int64_t began_us = 0;                                    // the walk
  std::vector<std::pair<std::string, std::string>> files;  // path and place of its part

  std::string text() const;  // JSON
  // E_INVALID: it is the position of something else.
  static sluice::Result<ReplacedPosition> parse(std::string_view text);
};

}  // namespace file_plugin
