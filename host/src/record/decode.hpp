// Decodes the content of JSON strings. Pure function.
#pragma once

#include <cstddef>

namespace sluice::record {

// Decodes the escapes of `size` checked bytes into `out`, which has space for as many. Returns
// the decoded size, or SIZE_MAX on a lone surrogate: legal JSON that represents no character
// (RFC 8259, section 8.2).
size_t decode_escapes(const char* text, size_t size, char* out);

}  // namespace sluice::record
