#include "line_records.hpp"

#include "stand_in.hpp"

namespace file_plugin {

// Behind the file's start, its columns are named there.
Result<bool> LineRecords::go_on(const Place& from) {
  auto fits = reader_.go_on(from);
  auto* const csv = std::get_if<CsvRecords>(&kind_);
  if (!fits || !*fits || !csv || reader_.line() == 1) return fits;
  auto beginning = reader_.beginning(kLongestHeader);
  if (!beginning) return beginning.status();
  if (Status status = csv->start(*beginning); !status) return status.in(reader_.path()), status;
  return true;
}

Result<RecordReader::Read> LineRecords::read(sluice::Batch into, const Cancel& cancel) {
  auto piece = reader_.next(into.abi(), cancel);
  if (!piece) return piece.status();
  if (Status status = parse(into, *piece); !status) return status.in(reader_.path()), status;
  return Read{piece->end, piece->waits};
}

Status LineRecords::parse(sluice::Batch into, const LineReader::Piece& piece) {
  const uint64_t line = reader_.line();
  if (!piece.too_long.empty())
    return add_failed_text(into, line, piece.too_long,
                           "line " + std::to_string(line) + " of " + reader_.path() +
                               " is longer than a page may be; only its start is kept");
  if (!piece.size) return {};
  const std::string_view lines(piece.page, piece.size);
  if (auto* const text = std::get_if<TextLines>(&kind_)) return text->parse(into, lines, line);
  if (auto* const csv = std::get_if<CsvRecords>(&kind_)) {
    if (line == 1) csv->start();  // also if it comes again
    return csv->parse(into, lines, line);
  }
  sluice_error error{};
  error.struct_size = sizeof error;
  sluice_batch* const batch = into.abi();
  const auto code = batch->json->parse_lines(batch, piece.size, line, &error);
  return code ? Status::from(error, code) : Status();
}

}  // namespace file_plugin
