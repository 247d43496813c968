// What RapidJSON makes nothing of in a JSON Schema, and would pass over in silence. Pure function;
// any thread.
#pragma once

#include <rapidjson/document.h>

#include <string>
#include <vector>

namespace sluice::core {

struct SchemaProblem {
  std::string at;  // JSON pointer within the schema
  std::string what;
  bool is_warning = false;
};

std::vector<SchemaProblem> problems_of_schema(const rapidjson::Value& schema);

}  // namespace sluice::core
