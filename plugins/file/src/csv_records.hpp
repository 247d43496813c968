// Rows of CSV as records: an object of texts each. On the subscriber's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv_format.hpp"
#include "sluice/batch.hpp"
#include "sluice/csv/header.hpp"
#include "sluice/csv/reader.hpp"
#include "sluice/encoding/recode.hpp"

namespace file_plugin {

class CsvRecords {
 public:
  // What an empty field becomes.
  enum class Empty { kText, kNull, kLeftOut };

  // `recode`: nothing for UTF-8.
  CsvRecords(CsvFormat format, Empty empty, std::optional<sluice::encoding::Recode> recode)
      : format_(std::move(format)), empty_(empty), recode_(std::move(recode)) {}

  // Before a walk: at the file's start, or behind it, where its columns are named by `beginning`.
  // E_INVALID: they cannot be.
  Status start(std::string_view beginning);
  void start() { header_.reset(), header_passed_ = false; }

  // Adds a record for each of the whole rows, the first of which begins at `first_line`. A row that
  // does not fit the columns is a FAILED record. E_INVALID: it is no CSV.
  Status parse(sluice::Batch into, std::string_view rows, uint64_t first_line);

 private:
  using Fields = std::vector<std::string_view>;

  Status take_header(const Fields& fields);
  Status add(sluice::Batch into, const Fields& fields, uint64_t line);
  std::string json_of(const Fields& fields) const;
  static Status add_failed(sluice::Batch into, const Fields& fields, uint64_t line,
                           const std::string& why);
  sluice::csv::Reader reader(uint64_t first_line) const;

  CsvFormat format_;
  Empty empty_;
  std::optional<sluice::encoding::Recode> recode_;
  std::optional<sluice::csv::Header> header_;
  bool header_passed_ = false;  // or there is none
};

}  // namespace file_plugin
