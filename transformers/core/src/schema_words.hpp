// What of a JSON Schema cannot be used, or would be passed over in silence. Pure functions; any
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/value.hpp"

namespace sluice::core {

struct SchemaProblem {
  std::string at;  // JSON pointer within the schema
  std::string what;
  bool is_warning = false;
};

std::vector<SchemaProblem> problems_of_schema(Value schema);

// Where "#/definitions/name" leads; absent: nowhere.
Value referred_in(Value schema, std::string_view reference);

// A bit for each word of `type`; 0: it is none. A number without fraction and exponent is an
// integer as well.
constexpr uint8_t kind_bit(std::string_view word) {
  uint8_t bit = 1;
  for (const std::string_view kind :
       {"null", "boolean", "object", "array", "string", "number", "integer"}) {
    if (word == kind) return bit;
    bit = static_cast<uint8_t>(bit << 1);
  }
  return 0;
}

}  // namespace sluice::core
