#include "open_records.hpp"

#include <utility>

#include "document_reader.hpp"
#include "line_records.hpp"
#include "names.hpp"

namespace file_plugin {
namespace {

constexpr size_t kLargestItem = size_t{64} << 20;  // as large as a page may be by default

Result<LineRecords::Kind> kind_of_lines(const FileFormat& format, const ReadSettings& settings) {
  if (format.format == Format::kNdjson) return LineRecords::Kind(LineRecords::Json{});
  std::optional<Recode> recode;
  if (!settings.encoding.empty()) {
    auto made = Recode::from(settings.encoding);
    if (!made) return made.status();
    recode.emplace(std::move(*made));
  }
  if (format.format == Format::kText)
    return LineRecords::Kind(std::in_place_type<TextLines>, std::move(recode));
  return LineRecords::Kind(std::in_place_type<CsvRecords>, *format.csv, settings.empty,
                           std::move(recode));
}

LineReader::Lines lines_in(const FileFormat& format) {
  if (format.csv) return LineReader::Lines::kCsv;
  return format.format == Format::kText ? LineReader::Lines::kText : LineReader::Lines::kJson;
}

Result<std::unique_ptr<RecordReader>> lines_of(KnownFile file, const FileFormat& format,
                                               const ReadSettings& settings) {
  auto kind = kind_of_lines(format, settings);
  if (!kind) return kind.status();
  auto reader =
      LineReader::of(std::move(file), {settings.chunk, settings.open_end_waits, lines_in(format)});
  if (!reader) return reader.status();
  return std::unique_ptr<RecordReader>(
      std::make_unique<LineRecords>(*std::move(reader), *std::move(kind)));
}

}  // namespace

Result<std::unique_ptr<RecordReader>> open_records(const std::string& path,
                                                   const FileFormat& format,
                                                   const ReadSettings& settings) {
  auto file = path == kStandardStream ? KnownFile::standard_input(format.packing)
                                      : KnownFile::open(path, format.packing);
  if (!file) return file.status();
  if (!format.is_document()) return lines_of(*std::move(file), format, settings);
  auto reader = DocumentReader::of(
      *std::move(file), {settings.chunk, kLargestItem, format.format == Format::kXml, format.items,
                         settings.encoding});
  if (!reader) return reader.status();
  return std::unique_ptr<RecordReader>(*std::move(reader));
}

}  // namespace file_plugin
