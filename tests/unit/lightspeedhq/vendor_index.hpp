// The vendor's index of operations (entities.tsv) and the structural OpenAPI document, as far as
// they are on this machine. For tests that compare the catalogue with them.
#pragma once

#include <rapidjson/document.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace lightspeedhq::test {

using IndexRow = std::map<std::string, std::string>;

// Empty if the file is not here.
inline std::vector<IndexRow> vendor_index(const std::string& path) {
  std::vector<IndexRow> out;
  std::ifstream in(path);
  std::vector<std::string> names;
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> fields;
    std::stringstream split(line + "\t");
    for (std::string field; std::getline(split, field, '\t');) fields.push_back(field);
    if (names.empty()) {
      names = fields;
      continue;
    }
    IndexRow row;
    for (size_t i = 0; i < names.size(); i++) row[names[i]] = i < fields.size() ? fields[i] : "";
    out.push_back(row);
  }
  return out;
}

// Null if the file is not here.
inline rapidjson::Document json_file(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  rapidjson::Document out;
  if (in) out.Parse(text.str().c_str());
  return out;
}

}  // namespace lightspeedhq::test
