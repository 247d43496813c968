// A host with one table, colours: red is Rood, "2" and 2 are one key.
#pragma once

#include <string_view>

#include "sluice/tables.hpp"

namespace sluice::expression {

class ColoursHost {
 public:
  ColoursHost() {
    host_.struct_size = sizeof host_;
    host_.get_extension = get_extension;
  }
  Result<Table> find(std::string_view name) const { return Table::find(Host(&host_), name); }

 private:
  static const void* get_extension(const sluice_host*, const char* id) {
    static constexpr sluice_tables kTables{
        sizeof(sluice_tables), find_table, get_rows, nullptr, nullptr, nullptr};
    return std::string_view(id) == SLUICE_EXT_TABLES ? &kTables : nullptr;
  }
  static sluice_status find_table(const sluice_host*, sluice_slice name, const sluice_table** out,
                                  int32_t* stored, sluice_error* error) {
    *out = nullptr;
    *stored = 0;
    return export_status(
        view(name) == "colours"
            ? Status()
            : Status(SLUICE_E_INVALID, "there is no table \"" + std::string(view(name)) + "\""),
        error);
  }
  static sluice_status get_rows(const sluice_host*, const sluice_table*, sluice_batch* batch,
                                sluice_value* const* keys, size_t count, sluice_value* values) {
    for (size_t i = 0; i < count; i++) {
      const std::string_view key = Value(batch, keys[i]).text();
      values[i] = {};
      const std::string_view row = key == "red" ? "\"Rood\"" : key == "2" ? "{\"n\":5}" : "";
      if (!row.empty() && batch->json->parse(batch, slice(row), &values[i])) return batch->fault;
    }
    return SLUICE_OK;
  }

  sluice_host host_{};
};

}  // namespace sluice::expression
