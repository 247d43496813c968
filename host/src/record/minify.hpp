// Raw JSON text without the white space between tokens: a pretty-printed page must not
// put a line break into an NDJSON line. Pure function.
#pragma once

#include <cstddef>

namespace sluice::record {

// Writes at most `size` bytes to `out` and returns their number; SIZE_MAX if a string of the
// text does not end within it (text that no parser has checked).
size_t minify(const char* text, size_t size, char* out);

}  // namespace sluice::record
