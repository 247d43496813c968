// Lets a configuration schema use only keywords that the host really checks. RapidJSON validates
// draft 4 and silently ignores the rest (const, if/then, format, a numeric exclusiveMinimum, a
// pattern its engine does not support): a schema that relies on it would promise checks that do not
// happen. Pure functions.
#pragma once

#include <rapidjson/document.h>

#include "sluice/result.hpp"

namespace sluice::loader {

// E_INVALID with a JSON pointer from `schema` on if a keyword is unknown or has a value that would
// be ignored, or a reference leads nowhere. REQUIRES: the schema's depth is bounded.
Status check_schema(const rapidjson::Value& schema);

}  // namespace sluice::loader
