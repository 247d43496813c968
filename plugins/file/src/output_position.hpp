// What is committed of several outputs. A value; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "place.hpp"

namespace file_plugin {

struct OutputPosition {
  struct File {
    Place place;
    std::string name;
    uint64_t number = 0;
    int64_t since_us = 0;
  };
  std::string epoch;
  std::vector<File> files;

  std::string text() const;  // JSON
  // E_INVALID: it is the position of something else.
  static Result<OutputPosition> parse(std::string_view text);
};

}  // namespace file_plugin
