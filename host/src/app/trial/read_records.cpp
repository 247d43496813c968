#include "app/trial/read_records.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include "app/trial/record_text.hpp"
#include "config/node.hpp"
#include "pipeline/decision.hpp"
#include "sluice/csv/header.hpp"
#include "sluice/csv/reader.hpp"
#include "sluice/record.h"

namespace sluice::app {
namespace {

Status invalid(const std::string& what) { return {SLUICE_E_INVALID, what}; }

// Fills the batch with the text's records.
Status fill(record::Batch& batch, std::string_view text, bool array) {
  sluice_batch* const abi = batch.abi();
  char* const page = abi->json->reserve_page(abi, text.size());
  if (!page) return invalid("it is larger than host.limits.page allows");
  std::copy(text.begin(), text.end(), page);
  sluice_error error = {};
  error.struct_size = sizeof error;
  sluice_value envelope = {};
  const sluice_status code = array ? abi->json->parse_page(abi, text.size(), {}, &envelope, &error)
                                   : abi->json->parse_lines(abi, text.size(), 1, &error);
  return code == SLUICE_OK ? Status() : invalid(Status::from(error, code).message());
}

Result<std::vector<std::string>> texts_of(record::Batch& batch) {
  std::vector<std::string> out;
  for (size_t i = 0; i < batch.abi()->count; i++) {
    if (sluice_record_at(batch.abi(), i)->state == SLUICE_RECORD_FAILED)
      return invalid(pipeline::failure_of(batch, i).message());
    out.push_back(record_text(batch, i));
  }
  return out;
}

// A value over several lines.
Result<std::vector<std::string>> one_value(std::string_view text, const record::Limits& limits) {
  record::Batch batch(limits);
  sluice_value value = {};
  sluice_slice written = {};
  sluice_batch* const abi = batch.abi();
  if (abi->json->parse(abi, slice(text), &value) != SLUICE_OK ||
      abi->json->write(abi, &value, &written) != SLUICE_OK)
    return invalid("it is no JSON");
  return std::vector{std::string(view(written))};
}

std::string row_text(const std::vector<std::string>& names,
                     const std::vector<std::string_view>& fields) {
  config::Node row = config::Node::object();
  for (size_t i = 0; i < names.size(); i++)
    row.set(names[i], config::Node::string(std::string(fields[i])));
  return config::to_json(row);
}

Result<std::vector<std::string>> rows_of(std::string_view text, char delimiter) {
  csv::Settings settings;
  settings.delimiter = delimiter;
  csv::Reader reader(settings);
  reader.feed(text);
  reader.end();
  std::optional<csv::Header> header;
  std::vector<std::string> out;
  while (reader.next() == csv::Reader::Event::kRow) {
    if (!header) {
      auto first = csv::Header::of(reader.fields());
      if (!first) return invalid(first.status().message());
      header = std::move(*first);
      continue;
    }
    if (Status s = header->check(reader.fields(), reader.line()); !s) return invalid(s.message());
    out.push_back(row_text(header->names(), reader.fields()));
  }
  if (!reader.failure().ok()) return invalid(reader.failure().message());
  return out;
}

Result<std::vector<std::string>> records_of_file(const std::string& file, std::string_view text,
                                                 const record::Limits& limits) {
  if (file.ends_with(".csv")) return rows_of(text, ',');
  if (file.ends_with(".tsv")) return rows_of(text, '\t');
  return records_of(text, limits);
}

}  // namespace

Result<std::vector<std::string>> records_of(std::string_view text, const record::Limits& limits) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == text.npos) return std::vector<std::string>();
  const bool array = text[start] == '[';
  record::Batch batch(limits);
  const Status filled = fill(batch, text, array);
  auto out = filled ? texts_of(batch) : Result<std::vector<std::string>>(filled);
  if (out || array) return out;
  auto whole = one_value(text, limits);
  return whole ? whole : out;
}

Result<std::vector<std::string>> read_records(const std::string& file,
                                              const record::Limits& limits) {
  std::ifstream stream;
  if (file != "-") stream.open(file, std::ios::binary);
  std::istream& from = file == "-" ? std::cin : stream;
  if (!from) return invalid(file + " cannot be read");
  const std::string text{std::istreambuf_iterator<char>(from), std::istreambuf_iterator<char>()};
  auto out = records_of_file(file, text, limits);
  if (out) return out;
  return invalid((file == "-" ? "standard input" : file) + ": " + out.status().message());
}

}  // namespace sluice::app
