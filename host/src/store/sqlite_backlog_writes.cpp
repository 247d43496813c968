#include "store/sqlite_backlog_writes.hpp"

#include <map>
#include <utility>

#include "store/sqlite_row.hpp"
#include "store/sqlite_step_write.hpp"

namespace sluice::store {
namespace {

void bind(Row& row, const std::optional<std::string>& value) {
  if (value)
    row.blob(*value);
  else
    row.null();
}

std::optional<std::string> value_at(Row& row, int column) {
  if (row.null_at(column)) return std::nullopt;
  return std::string(row.blob_at(column));
}

}  // namespace

BacklogWrites::Value BacklogWrites::current(const std::string& step, const DeferredWrite& write) {
  Value out;
  if (write.table.empty()) {
    Row row(db_, "SELECT value FROM transformer_state WHERE pipeline = ? AND step = ? AND key = ?");
    if (row.text(pipeline_).text(step).blob(write.key).next()) out.text = row.blob_at(0);
    return out;
  }
  Row row(db_, "SELECT value, expires_us FROM table_rows WHERE tbl = ? AND key = ?");
  if (!row.text(write.table).blob(write.key).next()) return out;
  out.text = row.blob_at(0);
  out.expires_us = row.number_at(1);
  return out;
}

void BacklogWrites::add(const std::vector<DeferredWrites>& all,
                        const std::vector<int64_t>& records) {
  Row put(db_, "INSERT OR REPLACE INTO backlog_writes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const DeferredWrites& writes : all)
    for (const size_t at : writes.waiting) {
      if (at >= records.size()) continue;
      for (const DeferredWrite& write : writes.writes) {
        const Value before = current(writes.step, write);
        put.number(records[at]).text(pipeline_);
        put.text(write.table.empty() ? std::string_view(writes.step) : "");
        put.text(write.table).blob(write.key);
        bind(put, write.value);
        put.number(write.expires_us);
        bind(put, before.text);
        put.number(before.expires_us).run();
      }
    }
}

// The latest first: what stood before the first of several is what is left.
std::vector<BacklogWrites::Kept> BacklogWrites::kept(int64_t first, int64_t last) {
  std::vector<Kept> out;
  Row row(db_, R"sql(SELECT step, tbl, key, value, expires_us, before, before_expires_us
FROM backlog_writes WHERE record BETWEEN ? AND ? ORDER BY record DESC)sql");
  for (row.number(first).number(last); row.next();) {
    Kept one;
    one.step = row.text_at(0);
    one.write.table = row.text_at(1);
    one.write.key = row.blob_at(2);
    one.write.value = value_at(row, 3);
    one.write.expires_us = row.number_at(4);
    one.before = {value_at(row, 5), row.number_at(6)};
    out.push_back(std::move(one));
  }
  return out;
}

// False: it was written anew since.
bool BacklogWrites::undo(const Kept& one) {
  const DeferredWrite& write = one.write;
  if (current(one.step, write).text != write.value) return false;
  put(db_, {pipeline_, one.step, write.table, write.key, one.before.text, one.before.expires_us});
  return true;
}

void BacklogWrites::undo(int64_t first, int64_t last) {
  for (const Kept& one : kept(first, last)) undo(one);
  forget(first, last);
}

void BacklogWrites::park(int64_t record, int64_t task, Deferred& deferred) {
  std::map<std::string, DeferredWrites> by_step;
  for (Kept& one : kept(record, record)) {
    if (!undo(one)) continue;
    DeferredWrites& writes = by_step[one.step];
    writes.step = one.step;
    writes.writes.push_back(std::move(one.write));
  }
  for (const auto& [step, writes] : by_step) deferred.add(pipeline_, writes, {task});
  forget(record, record);
}

void BacklogWrites::forget(int64_t first, int64_t last) {
  Row(db_, "DELETE FROM backlog_writes WHERE record BETWEEN ? AND ?")
      .number(first)
      .number(last)
      .run();
}

}  // namespace sluice::store
