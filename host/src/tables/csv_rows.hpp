// Rows as CSV with a header. One thread at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/model.hpp"
#include "record/budget.hpp"
#include "record/out_buffer.hpp"
#include "sluice/csv/header.hpp"
#include "sluice/csv/reader.hpp"
#include "tables/found_row.hpp"

namespace sluice::tables {

class CsvRows {
 public:
  // Both outlive it.
  CsvRows(const config::TableConfig& table, const TakeRow& take);

  // The next piece of the file; E_DATA.
  Status take_text(std::string_view text);
  Status end();

 private:
  Status take_rows();
  Status take_row();
  Status take_header();
  Status column_of(const std::string& name, size_t* out) const;
  Status check_text() const;
  bool write_value();
  bool write_object();

  const config::TableConfig& table_;
  const TakeRow& take_;
  csv::Reader reader_;
  std::optional<csv::Header> header_;
  std::vector<std::string> names_;  // as JSON, with the colon
  size_t key_ = 0, value_ = 0;
  record::Budget budget_;
  record::OutBuffer out_;
};

}  // namespace sluice::tables
