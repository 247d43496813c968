// UTF-8 as defined by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. Pure.
#pragma once

#include "sluice/abi.h"

namespace sluice::record {

bool is_utf8(sluice_slice text);

// Bytes before the first one that is not UTF-8; text.size if all are valid. Slow: for messages.
size_t valid_utf8_prefix(sluice_slice text);

}  // namespace sluice::record
