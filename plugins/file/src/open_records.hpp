// Opens a file or stream to read its records, by its format. [lane]
#pragma once

#include <memory>
#include <string>

#include "csv_records.hpp"
#include "format.hpp"
#include "record_reader.hpp"

namespace file_plugin {

struct ReadSettings {
  size_t chunk = 0;            // bytes read at a time
  bool open_end_waits = true;  // a last line without its end is not complete yet
  CsvRecords::Empty empty = CsvRecords::Empty::kText;
  std::string encoding;  // empty: UTF-8, or what an XML document says
};

// `path`: "-" is standard input. E_INVALID: it cannot be read.
Result<std::unique_ptr<RecordReader>> open_records(const std::string& path,
                                                   const FileFormat& format,
                                                   const ReadSettings& settings);

}  // namespace file_plugin
