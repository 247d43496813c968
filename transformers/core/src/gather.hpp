// core.gather: records with the same key become one, with all that is collected of them, within a
// page or over the walk. Over the walk each record that comes in is a row of the step's state,
// so memory holds their numbers only, and a run that continues the walk has them. [lane]
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "gathered_rows.hpp"
#include "group_key.hpp"
#include "keeps_members.hpp"
#include "sort_order.hpp"
#include "walk_number.hpp"

namespace sluice::core {

class Gather final : public Transformer, public Flushes, private LooksAtMembers {
 public:
  static constexpr std::string_view kId = "core.gather";
  static Result<std::unique_ptr<Gather>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;
  Flushes* flushes() override { return over_walk_ ? this : nullptr; }
  Result<bool> flush(bool first, Batch into, const Cancel& cancel) override;

 private:
  std::vector<LookedAt> looked_at() override;
  Status begin_walk(Batch batch);
  Status begin_flush(Batch into);

  struct Item {
    size_t record;
    sluice_value value;
    const sluice_value* order;  // null: they are not sorted
  };
  struct Group {
    std::string key;  // JSON
    std::vector<Item> items;
  };
  using Groups = std::vector<Group>;

  Gather(const Findings& findings, const State& state, GroupKey by)
      : findings_(findings), rows_(state), by_(std::move(by)) {}

  Status add_to_groups(const Record& record, const std::string& key, const sluice_value& value,
                       const sluice_value* order, Groups& groups);
  Status give_group(Batch batch, Group& group, expression::Evaluator* sort);
  Status give_part(Batch batch, const Group& group, size_t from, size_t to);
  Status keep_row(const Record& record, const std::string& key, const sluice_value& value,
                  const sluice_value* order);
  Status give_rows(Batch into, const GatheredRows::Group& group, size_t* bytes);
  Status give_rows_part(Batch into, std::span<const sluice_value> rows);
  size_t part_size(size_t count) const { return batch_ ? batch_ : count; }

  Findings findings_;
  GatheredRows rows_;
  GroupKey by_;
  std::optional<expression::Expression> collect_;
  SortOrder sort_;
  size_t batch_ = 0;  // items of a record; 0: all
  bool over_walk_ = false;
  KeyText key_;
  std::unordered_map<std::string, size_t> numbers_;  // of the page's groups, by key
  Status failure_;
};

}  // namespace sluice::core
