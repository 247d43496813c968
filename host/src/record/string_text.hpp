// How strings leave: the escaping of decoded text, and the check of text that claims to be JSON
// string content already. Pure functions.
#pragma once

#include <string_view>

#include "record/out_buffer.hpp"

namespace sluice::record {

enum class TextResult { kDone, kNotUtf8, kBroken, kNoMemory };

// Decoded text, between quotes and with what must be escaped.
TextResult write_escaped(std::string_view text, OutBuffer& out);

// JSON string content, between quotes as it is; kBroken if it holds a raw control byte, a bare
// quote or a bad escape. `text` may have any memory behind it.
TextResult write_content(std::string_view text, OutBuffer& out);

// A number by the JSON grammar, whatever lies behind it.
bool is_number(std::string_view text);

}  // namespace sluice::record
