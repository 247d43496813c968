// Unpacks a body as its Content-Encoding says, with zlib. A pure function; no thread rule.
#pragma once

#include <string_view>

#include "record/page_buffer.hpp"

namespace sluice::http {

enum class Unpacked { kDone, kBroken, kUnknownCoding, kTooBig, kNoMemory };

// Appends to `into`, within its limit. Supports gzip, x-gzip and deflate (RFC 9110 8.4.1).
Unpacked decompress(std::string_view coding, std::string_view packed, record::PageBuffer& into);

}  // namespace sluice::http
