// Rows as JSON: objects that have their key in a member. One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "config/model.hpp"
#include "record/batch.hpp"
#include "tables/found_row.hpp"

namespace sluice::tables {

class JsonRows {
 public:
  // Both outlive it.
  JsonRows(const config::TableConfig& table, const TakeRow& take);

  // One line of an NDJSON file; E_DATA without the place.
  Status take_line(std::string_view line, uint64_t number);
  // A whole file.
  Status take_document(std::string_view text);

 private:
  Result<sluice_value> parse(std::string_view text);
  Status take_object(sluice_value& object, const std::string& place);
  Status take_member(std::string_view key, sluice_value& value, const std::string& place);
  Result<std::string_view> written(sluice_value& value);

  const config::TableConfig& table_;
  const TakeRow& take_;
  record::Batch batch_;
};

}  // namespace sluice::tables
