// Records that stand for what could not be read as one. On the subscriber's lane.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/batch.hpp"

namespace file_plugin {

// Adds a FAILED record with the line and the start of the text, ASCII only: the text may be
// anything. E_NO_MEMORY.
sluice::Status add_failed_text(sluice::Batch into, uint64_t line, std::string_view text,
                               const std::string& why);

}  // namespace file_plugin
