// Records that are lines: JSON, rows of CSV or text. On the subscriber's lane.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "csv_records.hpp"
#include "line_reader.hpp"
#include "record_reader.hpp"
#include "text_lines.hpp"

namespace file_plugin {

class LineRecords final : public RecordReader {
 public:
  struct Json {};
  using Kind = std::variant<Json, CsvRecords, TextLines>;

  LineRecords(LineReader reader, Kind kind) : reader_(std::move(reader)), kind_(std::move(kind)) {}

  Result<bool> go_on(const Place& from) override;
  Result<Read> read(sluice::Batch into, const Cancel& cancel) override;
  void settle() override { reader_.settle(); }
  std::optional<Place> place() const override { return reader_.place(); }

 private:
  Status parse(sluice::Batch into, const LineReader::Piece& piece);

  LineReader reader_;
  Kind kind_;
};

}  // namespace file_plugin
