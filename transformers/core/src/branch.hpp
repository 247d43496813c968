// core.branch: one record becomes one for each item of an array; the record itself is filtered.
// The new records come from it, so it is settled when all of them are. [lane]
#pragma once

#include "keeps_members.hpp"
#include "selection.hpp"
#include "step_helpers.hpp"
#include "target.hpp"

namespace sluice::core {

class Branch final : public Transformer, private LooksAtMembers {
 public:
  static constexpr std::string_view kId = "core.branch";
  static Result<std::unique_ptr<Branch>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  std::vector<LookedAt> looked_at() override { return {{"/items", &items_.program(), &findings_}}; }
  Branch(const Findings& findings, expression::Expression items)
      : findings_(findings), items_(std::move(items)) {}

  const Status* split(const Record& parent, expression::Evaluator& evaluator);
  bool carried(sluice_batch* batch, const sluice_value& root, sluice_value* out);
  bool shared(sluice_batch* batch, sluice_value* kept);
  bool add_all(const Record& parent, sluice_value items, const sluice_value& carried);
  bool shape(sluice_batch* batch, const sluice_value& item, const sluice_value& carried,
             sluice_value* root);
  bool failed(Status why);
  bool failed_copy(sluice_status code);

  Findings findings_;
  expression::Expression items_;
  Targets as_;  // where the item is put, if it does not become the record
  bool has_as_ = false;
  bool keep_parent_ = false;
  Selection own_items_;  // what a kept parent leaves out: the array itself
  Status failure_;
};

}  // namespace sluice::core
