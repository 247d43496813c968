#include "webhook_record.hpp"

namespace lightspeedhq {

using sluice::Batch;
using sluice::Record;
using sluice::Status;

namespace {

Status no_memory() { return {SLUICE_E_NO_MEMORY, "no memory for a webhook's record"}; }

bool is_there(const sluice_slice& copy, std::string_view text) { return copy.data || text.empty(); }

}  // namespace

Status set_key(Batch batch, const Record& record, std::string_view id) {
  const sluice_slice key = batch.copy(id);
  if (!is_there(key, id)) return no_memory();
  record.abi()->key = key;
  return {};
}

Status set_member(Batch batch, const Record& record, std::string_view name, std::string_view text) {
  const sluice_slice key = batch.copy(name), value = batch.copy(text);
  if (!is_there(key, name) || !is_there(value, text)) return no_memory();
  sluice_key wanted = sluice_key_of(key.data, key.size);
  sluice_value* root = &record.abi()->root;
  const sluice_value string = sluice_string(value.data, static_cast<uint32_t>(value.size));
  const sluice_status code = sluice_set(batch.abi(), root, &wanted, string);
  if (code == SLUICE_E_NO_MEMORY) return no_memory();
  if (code) return Status::data("no object that could have the member " + std::string(name));
  return {};
}

}  // namespace lightspeedhq
