// Lines of text as records: {"text": "..."} each. On the subscriber's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/batch.hpp"
#include "sluice/encoding/recode.hpp"

namespace file_plugin {

class TextLines {
 public:
  // `recode`: nothing for UTF-8.
  explicit TextLines(std::optional<sluice::encoding::Recode> recode) : recode_(std::move(recode)) {}

  // Adds a record for each line, the first of which is `first_line`; an empty one, too. A line
  // that is not of the encoding is a FAILED record. E_NO_MEMORY.
  sluice::Status parse(sluice::Batch into, std::string_view lines, uint64_t first_line);

 private:
  sluice::Status add(sluice::Batch into, std::string_view text, uint64_t line);

  std::optional<sluice::encoding::Recode> recode_;
};

}  // namespace file_plugin
