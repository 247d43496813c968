#include "csv_format.hpp"

#include <set>

namespace file_plugin {
namespace {

constexpr const char* kOfCsv[] = {"delimiter", "header", "columns"};

Status check_none_given(sluice::Value config) {
  for (const char* name : kOfCsv)
    if (config[name])
      return Status::invalid("/" + std::string(name), "belongs to CSV: set format: csv");
  return {};
}

Result<std::vector<std::string>> columns_of(sluice::Value config) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  const sluice::Value columns = config["columns"];
  for (size_t i = 0; i < columns.size(); i++) {
    std::string text(columns.item(i).string_or(""));
    if (!seen.insert(text).second) return Status::invalid("/columns", "has \"" + text + "\" twice");
    out.push_back(std::move(text));
  }
  return out;
}

}  // namespace

Result<std::optional<CsvFormat>> csv_format_of(sluice::Value config, bool csv, char other) {
  if (!csv) {
    const Status status = check_none_given(config);
    return status ? Result<std::optional<CsvFormat>>(std::optional<CsvFormat>()) : status;
  }
  CsvFormat out;
  const std::string delimiter(config["delimiter"].string_or({&other, 1}));
  out.delimiter = delimiter[0];
  if (delimiter.size() != 1 || delimiter == "\"" || delimiter == "\n" || delimiter == "\r")
    return Status::invalid("/delimiter", "one ASCII character is wanted, no quote or line break");
  out.header = config["header"].bool_or(true);
  auto columns = columns_of(config);
  if (!columns) return columns.status();
  out.columns = std::move(*columns);
  return std::optional(std::move(out));
}

}  // namespace file_plugin
