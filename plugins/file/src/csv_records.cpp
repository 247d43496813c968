#include "csv_records.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <utility>

namespace file_plugin {
namespace {

using sluice::csv::Header;
using sluice::csv::Reader;
using Json = rapidjson::Writer<rapidjson::StringBuffer>;

void put_text(Json& json, std::string_view text) {
  json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

// ASCII only: the text may be anything.
std::string shown(std::string_view text) {
  std::string out;
  for (char c : text.substr(0, 200)) out += c >= ' ' && c <= '~' ? c : '?';
  return out;
}

Status behind(uint64_t first_line, Status why) {
  if (first_line > 1) why.in("behind line " + std::to_string(first_line - 1));
  return why;
}

Status no_csv(const Status& why) {
  return {SLUICE_E_INVALID, why.message() + "; put it right, or set delimiter or encoding"};
}

}  // namespace

Reader CsvRecords::reader(uint64_t first_line) const {
  sluice::csv::Settings settings;
  settings.delimiter = format_.delimiter;
  settings.first_line = first_line;
  return Reader(settings);
}

Status CsvRecords::start(std::string_view beginning) {
  start();
  if (!format_.header) return {};
  Reader rows = reader(1);
  rows.feed(beginning);
  if (rows.next() != Reader::Event::kRow)
    return {SLUICE_E_INVALID, "its first row, which names the columns, cannot be read"};
  if (!recode_) return take_header(rows.fields());
  // The beginning may end within a character, its first row does not.
  std::vector<std::string> names;
  for (const std::string_view field : rows.fields()) {
    auto name = recode_->utf8(field);
    if (!name) return no_csv(name.status());
    names.push_back(std::move(*name));
  }
  return take_header({names.begin(), names.end()});
}

// Columns of the settings replace the names of the header.
Status CsvRecords::take_header(const Fields& fields) {
  Fields names = fields;
  if (!format_.columns.empty()) names = {format_.columns.begin(), format_.columns.end()};
  auto header = Header::of(names);
  if (!header)
    return {SLUICE_E_INVALID,
            "the first row does not name the columns: " + header.status().message() +
                "; set columns, and header: false if there are no names in the file"};
  header_ = std::move(*header);
  header_passed_ = true;
  return {};
}

Status CsvRecords::parse(sluice::Batch into, std::string_view rows, uint64_t first_line) {
  std::string recoded;
  if (recode_) {
    auto text = recode_->utf8(rows);
    if (!text) return no_csv(behind(first_line, text.status()));
    recoded = std::move(*text);
    rows = recoded;
  }
  Reader reader = this->reader(first_line);
  reader.feed(rows);
  reader.end();
  for (;;) {
    const Reader::Event event = reader.next();
    if (event == Reader::Event::kMore) return {};
    if (event == Reader::Event::kFailed) return no_csv(reader.failure());
    const bool is_header = format_.header && !header_passed_;
    Status status =
        is_header ? take_header(reader.fields()) : add(into, reader.fields(), reader.line());
    if (!status) return status;
  }
}

Status CsvRecords::add(sluice::Batch into, const Fields& fields, uint64_t line) {
  if (!header_ && format_.columns.empty()) {
    header_ = Header::numbered(fields.size());
    header_passed_ = true;
  } else if (!header_) {
    if (Status s = take_header(fields); !s) return s;
  }
  if (Status s = header_->check(fields, line); !s)
    return add_failed(into, fields, line, s.message());
  const std::string json = json_of(fields);
  if (!sluice::encoding::is_utf8(json))
    return add_failed(into, fields, line,
                      "line " + std::to_string(line) + " is not UTF-8; set encoding");
  size_t index = 0;
  sluice_batch* const batch = into.abi();
  const auto code = batch->records_api->add_source(batch, sluice::slice(json), &index);
  if (code != SLUICE_OK) return {code, "no memory for line " + std::to_string(line)};
  return {};
}

std::string CsvRecords::json_of(const Fields& fields) const {
  rapidjson::StringBuffer out;
  Json json(out);
  json.StartObject();
  for (size_t i = 0; i < fields.size(); i++) {
    if (fields[i].empty() && empty_ == Empty::kLeftOut) continue;
    put_text(json, header_->names()[i]);
    if (fields[i].empty() && empty_ == Empty::kNull)
      json.Null();
    else
      put_text(json, fields[i]);
  }
  json.EndObject();
  return {out.GetString(), out.GetSize()};
}

// A record with the row's place and texts stands for it.
Status CsvRecords::add_failed(sluice::Batch into, const Fields& fields, uint64_t line,
                              const std::string& why) {
  rapidjson::StringBuffer out;
  Json json(out);
  json.StartObject();
  put_text(json, "line");
  json.Uint64(line);
  put_text(json, "fields");
  json.StartArray();
  for (const std::string_view field : fields) put_text(json, shown(field));
  json.EndArray();
  json.EndObject();
  size_t index = 0;
  sluice_batch* const batch = into.abi();
  const std::string text(out.GetString(), out.GetSize());
  if (const auto code = batch->records_api->add_source(batch, sluice::slice(text), &index))
    return {code, "no memory for line " + std::to_string(line)};
  into[index].fail(Status::data(why));
  return {};
}

}  // namespace file_plugin
