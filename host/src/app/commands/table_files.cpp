#include "app/commands/table_files.hpp"

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "app/report/exit_code.hpp"
#include "config/parse.hpp"
#include "tables/row_source.hpp"

namespace sluice::app {
namespace {

constexpr uint64_t kLargestImport = uint64_t{1} << 30;

config::Node json_node(const std::string& json) {
  config::Problems ignored{std::string()};
  return config::parse_json(json, ignored).value_or(config::Node{});
}

// As the file's name says; lines where it says nothing.
config::TableConfig table_of(const std::string& file) {
  config::TableConfig out;
  out.kind = config::TableConfig::Kind::kFile;
  out.file = file;
  out.key = "key";
  out.max_bytes = kLargestImport;
  const std::string ending = std::filesystem::path(file).extension().string();
  out.format = ending == ".csv" || ending == ".tsv" ? config::TableConfig::Format::kCsv
               : ending == ".json"                  ? config::TableConfig::Format::kJson
                                                    : config::TableConfig::Format::kNdjson;
  if (ending == ".tsv") out.delimiter = '\t';
  return out;
}

Status add_row(const tables::FoundRow& found, std::vector<store::StoredRow>& rows) {
  const config::Node row = json_node(std::string(found.json));
  const config::Node* value = row.find("value");
  if (!value) return Status::data(std::string(found.place) + ": it has no \"value\"");
  const config::Node* expires = row.find("expires_us");
  rows.push_back({std::string(found.key), config::to_json(*value),
                  expires ? std::strtoll(expires->text.c_str(), nullptr, 10) : 0});
  return {};
}

}  // namespace

config::Node row_node(const store::StoredRow& row) {
  config::Node out = config::Node::object();
  out.set("key", text_node(row.key));
  out.set("value", json_node(row.value));
  if (row.expires_us) out.set("expires_us", number_node(row.expires_us));
  return out;
}

int export_table(store::TableStore& store, const std::string& table, int64_t now_us) {
  const Status status = each_row(store, table, now_us, [](const store::StoredRow& row) {
    print(config::to_json(row_node(row)));
  });
  return status.ok() ? kDone : failure("table", status);
}

int import_table(const Options& options, store::TableStore& store, const std::string& table,
                 const std::string& file) {
  std::vector<store::StoredRow> rows;
  const config::TableConfig source = table_of(file);
  const Status read =
      tables::read_rows(source, [&](const tables::FoundRow& row) { return add_row(row, rows); });
  if (!read.ok()) return usage_error("table", read.message() + "; nothing is changed");
  if (Status s = store.put(table, rows); !s.ok()) return failure("table", s);
  if (!options.quiet)
    print(grouped(rows.size()) + (rows.size() == 1 ? " row" : " rows") + " put into " + table);
  return kDone;
}

}  // namespace sluice::app
