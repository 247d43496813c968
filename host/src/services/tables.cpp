#include "services/tables.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "record/guarded.hpp"
#include "record/key_text.hpp"
#include "record/parse_text.hpp"
#include "services/instance.hpp"
#include "services/lookup_table.hpp"
#include "sluice/record.h"

namespace sluice::services {
namespace {

sluice_status find_table(const sluice_host* host, sluice_slice name, const sluice_table** out,
                         int32_t* stored, sluice_error* error) {
  try {
    TableSource* const source = Instance::of(host).tables();
    if (!source) return export_status({SLUICE_E_UNSUPPORTED, "there are no tables here"}, error);
    const auto found = source->find(view(name));
    if (!found) return export_status(found.status(), error);
    *out = *found;
    *stored = (*found)->is_stored();
    return SLUICE_OK;
  } catch (...) {
    return SLUICE_E_INTERNAL;
  }
}

// One call of `get`.
class Lookup {
 public:
  Lookup(const Instance& instance, const sluice_table& table, record::BatchContent& batch,
         sluice_value* values)
      : instance_(instance), table_(table), batch_(batch), values_(values) {}

  Status run(sluice_value* const* keys, size_t count) {
    std::vector<std::string>& texts = texts_;
    texts.resize(count);
    for (size_t i = 0; i < count; i++) {
      values_[i] = {};
      if (keys[i]->kind == SLUICE_KIND_NULL) continue;
      auto text = record::key_text(batch_, *keys[i]);
      if (!text) return text.status();
      texts[i] = *std::move(text);
      if (!answer_from_run(i, texts[i])) asked_.push_back(i);
    }
    return read(texts);
  }

  // Of those that asked in vain, each but the first for a row.
  void let_wait(const size_t* records) {
    StateAccess* const state = table_.is_stored() ? instance_.state() : nullptr;
    if (!state || !batch_.shows_own_records() || !state->is_put(table_.name)) return;
    for (size_t i = 0; i < texts_.size(); i++) {
      const bool is_row = values_[i].kind != SLUICE_KIND_NULL || values_[i].as.text;
      if (!is_row && !texts_[i].empty() && records[i] < batch_.records().size())
        batch_.stand_ins().ask(records[i], table_.name + '\n' + texts_[i]);
    }
  }

 private:
  // What this run put is not in the store yet.
  bool answer_from_run(size_t index, const std::string& key) {
    StateAccess* const state = table_.is_stored() ? instance_.state() : nullptr;
    const auto row = state ? state->row(table_.name, key) : std::nullopt;
    if (row && row->value) take(index, *row->value, row->expires_us);
    return row.has_value();
  }

  Status read(const std::vector<std::string>& texts) {
    const std::vector<std::string_view> keys = [&] {
      std::vector<std::string_view> out;
      for (const size_t i : asked_) out.emplace_back(texts[i]);
      return out;
    }();
    if (!keys.empty()) {
      Status status = table_.read(keys, [&](size_t i, std::string_view json, int64_t expires_us) {
        take(asked_[i], json, expires_us);
      });
      if (!status.ok()) return status;
    }
    return failure_;
  }

  void take(size_t index, std::string_view json, int64_t expires_us) {
    if (!failure_.ok() || (expires_us && expires_us <= now())) return;
    failure_ = record::parse_value(batch_, slice(json), &values_[index]);
  }

  int64_t now() {
    if (!now_) now_ = instance_.environment().now_us();
    return *now_;
  }

  const Instance& instance_;
  const sluice_table& table_;
  record::BatchContent& batch_;
  sluice_value* const values_;
  std::vector<std::string> texts_;  // of the keys
  std::vector<size_t> asked_;       // of the table, by number
  std::optional<int64_t> now_;
  Status failure_;
};

sluice_status get_rows(const sluice_host* host, const sluice_table* table, sluice_batch* b,
                       sluice_value* const* keys, size_t count, sluice_value* values) {
  return record::guarded(b, [&](record::BatchContent& batch) {
    return Lookup(Instance::of(host), *table, batch, values).run(keys, count);
  });
}

sluice_status get_rows_for(const sluice_host* host, const sluice_table* table, sluice_batch* b,
                           const size_t* records, sluice_value* const* keys, size_t count,
                           sluice_value* values) {
  return record::guarded(b, [&](record::BatchContent& batch) {
    Lookup lookup(Instance::of(host), *table, batch, values);
    Status status = lookup.run(keys, count);
    if (status) lookup.let_wait(records);
    return status;
  });
}

void will_put_rows(const sluice_host* host, const sluice_table* table) {
  try {
    Instance::of(host).note_put(table->name);
  } catch (...) {  // out of memory: no record waits for another
  }
}

Status put_row(const Instance& instance, const sluice_table& table, sluice_batch* b, size_t index,
               const sluice_value& key, const sluice_value* value, int64_t ttl_ms) {
  record::BatchContent& batch = record::BatchContent::of(b);
  StateAccess* const state = instance.state();
  if (!table.is_stored())
    return {SLUICE_E_INVALID, "table " + table.name + " is not kept in the store (store: true)"};
  if (!state) return {SLUICE_E_UNSUPPORTED, "nothing is remembered here, outside of a run"};
  auto text = record::key_text(batch, key);
  if (!text) return text.status();
  RowWrite row;
  if (value) {
    sluice_slice json{};
    if (const auto code = b->json->write(b, value, &json))
      return {code, batch.take_fault().message()};
    row.value = view(json);
  }
  if (ttl_ms > 0) row.expires_us = instance.environment().now_us() + ttl_ms * 1000;
  return state->put_row(b, index, table.name, *text, std::move(row));
}

sluice_status put_row_for(const sluice_host* host, const sluice_table* table, sluice_batch* b,
                          size_t index, const sluice_value* key, const sluice_value* value,
                          int64_t ttl_ms) {
  return record::guarded(b, [&](record::BatchContent&) {
    return put_row(Instance::of(host), *table, b, index, *key, value, ttl_ms);
  });
}

constexpr sluice_tables kTables{sizeof(sluice_tables), find_table,    get_rows,
                                put_row_for,           will_put_rows, get_rows_for};

}  // namespace

const sluice_tables* tables_table() { return &kTables; }

}  // namespace sluice::services
