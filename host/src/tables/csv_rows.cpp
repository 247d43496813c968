#include "tables/csv_rows.hpp"

#include "base/suggest.hpp"
#include "record/string_text.hpp"
#include "record/utf8.hpp"

namespace sluice::tables {
namespace {

constexpr size_t kLargestRowText = size_t{128} << 20;

}  // namespace

CsvRows::CsvRows(const config::TableConfig& table, const TakeRow& take)
    : table_(table),
      take_(take),
      reader_({.delimiter = table.delimiter}),
      budget_(kLargestRowText),
      out_(budget_) {}

Status CsvRows::take_text(std::string_view text) {
  reader_.feed(text);
  return take_rows();
}

Status CsvRows::end() {
  reader_.feed({});
  reader_.end();
  if (Status s = take_rows(); !s.ok()) return s;
  return header_ ? Status() : Status::data("it is empty; its first line names the columns");
}

Status CsvRows::take_rows() {
  while (reader_.next() == csv::Reader::Event::kRow)
    if (Status s = header_ ? take_row() : take_header(); !s.ok()) return s;
  return reader_.failure();
}

Status CsvRows::column_of(const std::string& name, size_t* out) const {
  const auto found = header_->find(name);
  if (found) return *out = *found, Status();
  const std::string meant = base::did_you_mean(name, header_->names());
  return Status::data(
      "it has no column \"" + name + "\"" +
      (meant.empty() ? "; there are " + base::list_names(header_->names()) : meant));
}

Status CsvRows::check_text() const {
  for (const std::string_view field : reader_.fields())
    if (!record::is_utf8(slice(field)))
      return Status::data("line " + std::to_string(reader_.line()) +
                          " is not UTF-8; convert the file, for example with iconv -f WINDOWS-1252 "
                          "-t UTF-8");
  return {};
}

Status CsvRows::take_header() {
  if (Status s = check_text(); !s.ok()) return s;
  auto header = csv::Header::of(reader_.fields());
  if (!header) return header.status();
  header_ = *std::move(header);
  for (const std::string& name : header_->names()) {
    out_.truncate(0);
    if (record::write_escaped(name, out_) != record::TextResult::kDone || !out_.put(':'))
      return Status::data("its header is too large");
    names_.emplace_back(view(out_.slice()));
  }
  if (Status s = column_of(table_.key, &key_); !s.ok()) return s;
  return table_.value.empty() ? Status() : column_of(table_.value, &value_);
}

bool CsvRows::write_value() {
  return record::write_escaped(reader_.fields()[value_], out_) == record::TextResult::kDone;
}

bool CsvRows::write_object() {
  bool put = out_.put('{');
  for (size_t i = 0; put && i < names_.size(); i++)
    put = (i == 0 || out_.put(',')) && out_.put(std::string_view(names_[i])) &&
          record::write_escaped(reader_.fields()[i], out_) == record::TextResult::kDone;
  return put && out_.put('}');
}

Status CsvRows::take_row() {
  if (Status s = header_->check(reader_.fields(), reader_.line()); !s.ok()) return s;
  if (Status s = check_text(); !s.ok()) return s;
  const std::string place = "line " + std::to_string(reader_.line());
  out_.truncate(0);
  if (!(table_.value.empty() ? write_object() : write_value()))
    return Status::data(place + " is too large");
  return take_({reader_.fields()[key_], view(out_.slice()), place});
}

}  // namespace sluice::tables
