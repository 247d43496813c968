// Lets a configuration schema use only what the host really checks. RapidJSON validates draft 4
// and ignores the rest in silence (const, if/then, format, a numeric exclusiveMinimum, a pattern
// its engine does not know): a schema that relies on it would promise checks nobody makes.
// Pure functions.
#pragma once

#include <rapidjson/document.h>

#include "sluice/result.hpp"

namespace sluice::loader {

// E_INVALID with a JSON pointer from `schema` on if a keyword is unknown or has a value that would
// be ignored, or a reference leads nowhere. REQUIRES: the schema's depth is bounded.
Status check_schema(const rapidjson::Value& schema);

}  // namespace sluice::loader
