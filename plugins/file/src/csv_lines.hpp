// Records as rows of CSV (RFC 4180), a column for each member that is named. On the publisher's
// lane.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "csv_format.hpp"
#include "encoder.hpp"
#include "sluice/context.hpp"
#include "sluice/field.hpp"

namespace file_plugin {

class CsvLines final : public Encoder {
 public:
  // REQUIRES: the format has columns. `others_fail`: a record with a member that is no column is
  // refused; else such members are left out.
  CsvLines(const sluice::Host& host, CsvFormat format, bool others_fail);

  Status append(const sluice::Record& record, bool first, std::string& out) override;
  // A file without records has the names of its columns all the same.
  std::string closing(bool empty) const override { return empty ? header() : std::string(); }
  bool is_document() const override { return false; }
  // E_INVALID: a file that begins like this has other columns.
  Status check_beginning(std::string_view beginning) const override;

 private:
  // With its line break; empty: it has none.
  std::string header() const;
  Status append_row(sluice::Value record, std::string& out);
  Status append_value(sluice::Value value, std::string& out) const;
  void append_text(std::string_view text, std::string& out) const;
  Status check_others(sluice::Value record, size_t found) const;

  CsvFormat format_;
  bool others_fail_;
  std::vector<sluice::Field> fields_;
};

}  // namespace file_plugin
