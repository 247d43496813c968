// Tables from files, which are read again only when the file has changed. Any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "config/model.hpp"
#include "sluice/result.hpp"
#include "tables/memory_table.hpp"

namespace sluice::tables {

// A text that changes whenever the file does: which one it is, its size and times. Empty if there
// is none.
std::string stamp_of(const std::string& file);

// All that the rows of a table are made of, its file's stamp included: another text, other rows. A
// table in the store has always the same.
std::string signature_of(const config::TableConfig& table);

class TableFiles {
 public:
  // REQUIRES: a table of a file. Runs that have begun keep the rows that they began with, so rows
  // are shared by them and by this. E_INVALID: see read_rows(); or a key is there twice.
  Result<std::shared_ptr<const Rows>> rows(const config::TableConfig& table);
  // Rows of other tables are dropped, as soon as no run has them.
  void keep_only(const std::vector<config::TableConfig>& tables);

 private:
  struct Kept {
    std::string signature;
    std::shared_ptr<const Rows> rows;
  };

  std::mutex mutex_;
  std::map<std::string, Kept> kept_;  // by the table's name
};

}  // namespace sluice::tables
