#include "tables/table_files.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <unordered_map>

#include "tables/row_source.hpp"

namespace sluice::tables {
namespace {

using config::TableConfig;
using Duplicates = TableConfig::Duplicates;

Status twice(const TableConfig& table, const FoundRow& row, const std::string& first) {
  return Status::data(std::string(row.place) + ": the key " + std::string(row.key.substr(0, 100)) +
                      " is there twice; the other one is in " + first +
                      "; remove one, or say duplicates: first or last at table " + table.name);
}

// The places only where they are told.
class Filling {
 public:
  Filling(const TableConfig& table, Rows& rows) : table_(table), rows_(rows) {}

  Status take(const FoundRow& row) {
    const bool added = rows_.add(std::string(row.key), std::string(row.json));
    if (table_.duplicates == Duplicates::kRefuse) {
      if (!added) return twice(table_, row, places_[std::string(row.key)]);
      places_.emplace(row.key, row.place);
    } else if (!added && table_.duplicates == Duplicates::kLast) {
      rows_.replace(row.key, std::string(row.json));
    }
    return {};
  }

 private:
  const TableConfig& table_;
  Rows& rows_;
  std::unordered_map<std::string, std::string> places_;
};

Result<std::shared_ptr<const Rows>> read(const TableConfig& table) {
  auto rows = std::make_shared<Rows>();
  Filling filling(table, *rows);
  const Status status = read_rows(table, [&](const FoundRow& row) { return filling.take(row); });
  if (!status.ok()) return status;
  return std::shared_ptr<const Rows>(std::move(rows));
}

}  // namespace

std::string stamp_of(const std::string& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0) return {};
  const auto time = [](const timespec& t) {
    return std::to_string(t.tv_sec) + "." + std::to_string(t.tv_nsec);
  };
  return std::to_string(found.st_dev) + ":" + std::to_string(found.st_ino) + ":" +
         std::to_string(found.st_size) + ":" + time(found.st_mtim) + ":" + time(found.st_ctim);
}

std::string signature_of(const TableConfig& table) {
  std::string out = table.name + '\n' + std::to_string(static_cast<int>(table.kind)) + '\n';
  for (const config::TableRow& row : table.rows) out += row.key + '\n' + row.json + '\n';
  if (table.kind != TableConfig::Kind::kFile) return out;
  out += table.file + '\n' + std::to_string(static_cast<int>(table.format)) + table.delimiter +
         table.key + '\n' + table.value + '\n' +
         std::to_string(static_cast<int>(table.duplicates)) + '\n' +
         std::to_string(table.max_bytes) + '\n' + stamp_of(table.file) + '\n';
  return out;
}

// A file that changes while it is read has another stamp behind it than before, so that the next
// run reads it again.
Result<std::shared_ptr<const Rows>> TableFiles::rows(const TableConfig& table) {
  const std::lock_guard lock(mutex_);
  Kept& kept = kept_[table.name];
  std::string signature = signature_of(table);
  if (kept.rows && kept.signature == signature) return kept.rows;
  auto rows = read(table);
  if (rows) kept = {std::move(signature), *rows};
  return rows;
}

void TableFiles::keep_only(const std::vector<TableConfig>& tables) {
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const auto& kept) {
    return std::none_of(tables.begin(), tables.end(),
                        [&](const TableConfig& table) { return table.name == kept.first; });
  });
}

}  // namespace sluice::tables
