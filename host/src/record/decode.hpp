// JSON string content to the text it stands for. Pure function.
#pragma once

#include <cstddef>

namespace sluice::record {

// Decodes the escapes of `size` checked bytes into `out`, which has room for as many. Returns
// the decoded size, or SIZE_MAX on a lone surrogate: legal JSON that stands for no character
// (RFC 8259, section 8.2).
size_t decode_escapes(const char* text, size_t size, char* out);

}  // namespace sluice::record
