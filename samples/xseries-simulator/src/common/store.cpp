#include "common/store.hpp"

namespace sluice::simulator {

const Row& Table::put(Row row) {
  std::unique_ptr<Row>& slot = by_id_[row.id];
  if (slot) {
    by_version_.erase(slot->version);
    if (!slot->parent.empty()) by_parent_[slot->parent].erase(slot->version);
    row.sequence = slot->sequence;
    *slot = std::move(row);
  } else {
    row.sequence = ++created_;
    slot = std::make_unique<Row>(std::move(row));
  }
  by_version_[slot->version] = slot.get();
  if (!slot->parent.empty()) by_parent_[slot->parent][slot->version] = slot.get();
  return *slot;
}

const Table::VersionIndex& Table::children(const std::string& parent) const {
  static const VersionIndex kNone;
  const auto found = by_parent_.find(parent);
  return found == by_parent_.end() ? kNone : found->second;
}

const Row* Table::find(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  return found == by_id_.end() ? nullptr : found->second.get();
}

const Table* Store::find_table(const std::string& name) const {
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : &found->second;
}

}  // namespace sluice::simulator
