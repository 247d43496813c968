// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. Pure.
#pragma once

#include "sluice/abi.h"

namespace sluice::record {

bool is_utf8(sluice_slice text);

// Bytes before the first one that is not UTF-8; text.size if all is well. Slow: for messages.
size_t valid_utf8_prefix(sluice_slice text);

}  // namespace sluice::record
