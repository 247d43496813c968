#include "csv_lines.hpp"

#include <algorithm>

#include "sluice/csv/reader.hpp"

namespace file_plugin {

CsvLines::CsvLines(const sluice::Host& host, CsvFormat format, bool others_fail)
    : format_(std::move(format)), others_fail_(others_fail) {
  for (const std::string& name : format_.columns) fields_.emplace_back(host.abi(), name);
}

std::string CsvLines::header() const {
  std::string out;
  if (!format_.header) return out;
  for (const std::string& name : format_.columns) {
    if (&name != &format_.columns.front()) out += format_.delimiter;
    append_text(name, out);
  }
  return out += '\n';
}

Status CsvLines::check_beginning(std::string_view beginning) const {
  if (!format_.header) return {};
  sluice::csv::Settings settings;
  settings.delimiter = format_.delimiter;
  sluice::csv::Reader reader(settings);
  reader.feed(beginning);
  reader.end();
  const bool row = reader.next() == sluice::csv::Reader::Event::kRow;
  const auto& names = format_.columns;
  if (row && std::equal(names.begin(), names.end(), reader.fields().begin(), reader.fields().end()))
    return {};
  std::string found(beginning.substr(0, std::min(beginning.find('\n'), size_t{200})));
  return {SLUICE_E_INVALID, "its first row does not name these columns: it is \"" + found +
                                "\"; change columns, or write to another file"};
}

Status CsvLines::append(const sluice::Record& record, bool first, std::string& out) {
  if (first) out += header();
  return append_row(record.root(), out);
}

Status CsvLines::append_row(sluice::Value record, std::string& out) {
  if (!record.is_object()) return Status::data("the record is no object, which a row is made of");
  size_t found = 0;
  for (sluice::Field& field : fields_) {
    if (&field != &fields_.front()) out += format_.delimiter;
    const sluice::Value value = record.find(field);
    if (!value) continue;
    found++;
    if (Status s = append_value(value, out); !s)
      return Status::data("member \"" + std::string(field.name()) + "\": " + s.message());
  }
  // A row of one empty field would be an empty line, which is no row.
  if (fields_.size() == 1 && (out.empty() || out.back() == '\n')) out += "\"\"";
  out += '\n';
  return others_fail_ ? check_others(record, found) : Status();
}

Status CsvLines::append_value(sluice::Value value, std::string& out) const {
  if (value.is_null()) return {};
  if (value.is_string()) {
    const auto text = value.string();
    if (text) append_text(*text, out);
    return text.status();
  }
  if (!value.is_object() && !value.is_array()) return append_text(value.text(), out), Status();
  const auto json = value.json();
  if (json) append_text(*json, out);
  return json.status();
}

void CsvLines::append_text(std::string_view text, std::string& out) const {
  const bool spaces = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  const char special[] = {format_.delimiter, '"', '\n', '\r', '\0'};
  if (!spaces && text.find_first_of(special) == text.npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

Status CsvLines::check_others(sluice::Value record, size_t found) const {
  const auto& names = format_.columns;
  for (size_t i = 0; i < record.size() && record.size() > found; i++)
    if (std::find(names.begin(), names.end(), record.key(i)) == names.end())
      return Status::data("member \"" + std::string(record.key(i)) +
                          "\" is no column; add it to columns, or set other_members: leave_out");
  return {};
}

}  // namespace file_plugin
