#include "pipeline/run_rows.hpp"

namespace sluice::pipeline {

std::optional<services::RowWrite> RunRows::find(std::string_view table,
                                                std::string_view key) const {
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step)
    if (const services::RowWrite* row = (*step)->batch_row(table, key)) return *row;
  if (kept_.empty() && committing_.empty()) return std::nullopt;
  const Name name(table, key);
  for (const Rows* layer : {&kept_, &committing_})
    if (const auto found = layer->find(name); found != layer->end()) return found->second.row;
  return std::nullopt;
}

void RunRows::keep(std::string table, std::string key, services::RowWrite row, uint64_t number) {
  kept_bytes_ += table.size() + key.size() + (row.value ? row.value->size() : 0);
  kept_.insert_or_assign(Name(std::move(table), std::move(key)), Kept{std::move(row), number});
}

bool RunRows::is_overwritten(std::string_view table, std::string_view key, uint64_t number) const {
  const auto found = kept_.find(Name(table, key));
  return found != kept_.end() && found->second.number > number;
}

void RunRows::take(std::vector<store::TableWrite>& out) {
  for (const auto& [name, kept] : kept_)
    out.push_back({name.first, name.second, kept.row.value, kept.row.expires_us});
  committing_ = std::exchange(kept_, {});
  kept_bytes_ = 0;
}

}  // namespace sluice::pipeline
