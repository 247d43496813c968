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
  const auto size = static_cast<uint32_t>(key.size);
  const uint32_t head = sluice_key_head(key.data, key.size);
  sluice_value* root = &record.abi()->root;
  uint32_t hint = 0;
  sluice_member* member = sluice_find(batch.abi(), root, key.data, size, head, &hint);
  if (root->kind != SLUICE_KIND_OBJECT)
    return Status::data("no object that could have the member " + std::string(name));
  if (!member) {
    member = sluice_append(batch.abi()->arena, root);
    if (!member) return no_memory();
    member->key = key.data;
    member->key_size = size;
    member->key_head = head;
  }
  member->value = sluice_string(value.data, static_cast<uint32_t>(value.size));
  return {};
}

}  // namespace lightspeedhq
