#include "loader/entry.hpp"

#include <string>

#include "loader/interfaces.hpp"
#include "sluice/ext/catalogue.h"

namespace sluice::loader {
namespace {

Status unusable(std::string message) { return {SLUICE_E_UNSUPPORTED, std::move(message)}; }

const void* ask_for(const sluice_entry_v1& table, const char* id) {
  try {
    return table.get_factory(id);
  } catch (...) {
    return nullptr;
  }
}

}  // namespace

Status check_versions(unsigned abi_major, unsigned record_layout) {
  if (abi_major != SLUICE_ABI_MAJOR)
    return unusable("built for ABI major " + std::to_string(abi_major) + "; this host has " +
                    std::to_string(SLUICE_ABI_MAJOR));
  if (record_layout != SLUICE_RECORD_LAYOUT)
    return unusable("built for record layout " + std::to_string(record_layout) +
                    "; this host has " + std::to_string(SLUICE_RECORD_LAYOUT));
  return {};
}

Result<Entry> read_entry(const sluice_entry_v1& theirs) {
  Entry entry = {copy_known<sluice_entry_v1>(&theirs), {}, {}};
  sluice_entry_v1& table = entry.table;
  if (!table.get_factory)
    return unusable("its entry says it has " + std::to_string(theirs.struct_size) +
                    " bytes, too few to reach get_factory");
  if (Status s = check_versions(table.abi_major, table.record_layout); !s) return s;
  if (!table.init) table.init = [](const sluice_host*, sluice_error*) { return sluice_status{}; };
  if (!table.deinit) table.deinit = [] {};
  const void* factory = ask_for(table, SLUICE_FACTORY);
  if (!factory) return unusable("has no sluice.factory/1");
  entry.factory = copy_known<sluice_factory>(factory);
  fill_missing(entry.factory);
  if (const void* catalogue = ask_for(table, SLUICE_EXT_CATALOGUE))
    entry.catalogue = copy_known<sluice_catalogue>(catalogue);
  return entry;
}

}  // namespace sluice::loader
