// A table of the configuration (SLUICE_EXT_TABLES): which keys are equal, and when what is put
// counts, is described there. Found when the component is made; used on its lane, within a call of
// `transform`.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/batch.hpp"
#include "sluice/context.hpp"
#include "sluice/ext/tables.h"
#include "sluice/result.hpp"

namespace sluice {

class Table {
 public:
  // E_INVALID: there is no such table, and the message names the nearest. E_UNSUPPORTED: the host
  // has none. [main]
  static Result<Table> find(const Host& host, std::string_view name) {
    auto* functions = host.extension<sluice_tables>(SLUICE_EXT_TABLES);
    if (!functions) return Status(SLUICE_E_UNSUPPORTED, "the host offers no sluice.tables/1");
    const sluice_table* table = nullptr;
    int32_t stored = 0;
    sluice_error error{};
    error.struct_size = sizeof error;
    if (auto code = functions->find(host.abi(), slice(name), &table, &stored, &error))
      return Status::from(error, code);
    return Table(host, functions, table, stored != 0);
  }

  // Whether its rows are kept in the store, and can be put.
  bool is_stored() const { return stored_; }

  // values[i] becomes the value of keys[i]; is_row() says whether there is one. A failure without a
  // message: the batch has it. REQUIRES: as many values as keys
  Status get(Batch batch, std::span<sluice_value* const> keys, sluice_value* values) const {
    auto code = functions_->get(host_.abi(), table_, batch.abi(), keys.data(), keys.size(), values);
    return code ? Status(code, "") : Status();
  }
  // The same, asked for these records of the batch (SIZE_MAX: for none). One that has to wait for
  // another, which may put its row, is not live afterwards and is left alone.
  Status get_for(Batch batch, std::span<const size_t> records, std::span<sluice_value* const> keys,
                 sluice_value* values) const {
    if (!SLUICE_HAS(functions_, get_for)) return get(batch, keys, values);
    auto code = functions_->get_for(host_.abi(), table_, batch.abi(), records.data(), keys.data(),
                                    keys.size(), values);
    return code ? Status(code, "") : Status();
  }
  static bool is_row(const sluice_value& value) {
    return value.kind != SLUICE_KIND_NULL || value.as.text;
  }

  // The component will put rows. [main]
  void will_put() const {
    if (SLUICE_HAS(functions_, will_put)) functions_->will_put(host_.abi(), table_);
  }
  // `value` NULL: the row is removed; `ttl_ms` 0: it stays for ever.
  Status put_for(const Record& record, const sluice_value& key, const sluice_value* value,
                 int64_t ttl_ms) const {
    auto code = functions_->put_for(host_.abi(), table_, record.root().batch(), record.index(),
                                    &key, value, ttl_ms);
    return code ? Status(code, "") : Status();
  }

 private:
  Table(const Host& host, const sluice_tables* functions, const sluice_table* table, bool stored)
      : host_(host), functions_(functions), table_(table), stored_(stored) {}

  Host host_;
  const sluice_tables* functions_;
  const sluice_table* table_;
  bool stored_;
};

}  // namespace sluice
