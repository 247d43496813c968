// The UTF-8 check of the configuration. No state; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace sluice::config {

// Offset of the first byte that does not belong to a legal UTF-8 sequence; npos if there is none.
size_t first_bad_utf8(std::string_view text);

}  // namespace sluice::config
