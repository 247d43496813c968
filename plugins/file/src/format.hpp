// How a file is written: what the settings of subscriber and publisher have in common. Values.
// [main]
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv_format.hpp"
#include "input.hpp"

namespace file_plugin {

enum class Format { kNdjson, kJson, kCsv, kTsv, kXml, kText };

struct FileFormat {
  Format format = Format::kNdjson;
  Packing packing;
  std::optional<CsvFormat> csv;    // of CSV and TSV only
  std::vector<std::string> items;  // of JSON and XML: names of the way to the records
  bool is_document() const { return format == Format::kJson || format == Format::kXml; }
};

// Of a component's configuration, for all the files it works on.
class FormatSettings {
 public:
  // `path`: of the file, or a pattern of names. E_INVALID: settings that do not go together, at the
  // one to change.
  static Result<FormatSettings> from(sluice::Value config, std::string_view path);

  // By the settings, else by how the name of the file ends ("a.csv.gz").
  FileFormat of(std::string_view path) const;

 private:
  std::optional<Format> format_;
  std::optional<bool> gzip_;
  FileFormat given_;
};

// Whether a setting that belongs to some formats only goes with this one.
Status check_belongs(sluice::Value config, const char* setting, bool belongs,
                     const std::string& to);

}  // namespace file_plugin
