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
  auto recode = sluice::encoding::recode_from(settings.encoding);
  if (!recode) return recode.status();
  if (format.format == Format::kText)
    return LineRecords::Kind(std::in_place_type<TextLines>, *std::move(recode));
  return LineRecords::Kind(std::in_place_type<CsvRecords>, *format.csv, settings.empty,
                           *std::move(recode));
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

// A byte order mark says more than the settings, and than an XML document.
Result<std::string> encoding_of(KnownFile& file, const std::string& said) {
  auto start = file.beginning(kByteOrderMark.size());
  if (!start) return start.status();
  return *start == kByteOrderMark ? std::string("UTF-8") : said;
}

}  // namespace

Result<std::unique_ptr<RecordReader>> open_records(const std::string& path,
                                                   const FileFormat& format,
                                                   const ReadSettings& given) {
  auto file = path == kStandardStream ? KnownFile::standard_input(format.packing)
                                      : KnownFile::open(path, format.packing);
  if (!file) return file.status();
  ReadSettings settings = given;
  auto encoding = encoding_of(*file, given.encoding);
  if (!encoding) return encoding.status();
  settings.encoding = *std::move(encoding);
  if (!format.is_document()) return lines_of(*std::move(file), format, settings);
  auto reader = DocumentReader::of(
      *std::move(file), {settings.chunk, kLargestItem, format.format == Format::kXml, format.items,
                         settings.encoding});
  if (!reader) return reader.status();
  return std::unique_ptr<RecordReader>(*std::move(reader));
}

}  // namespace file_plugin
