// core.filter: keeps the records for which an expression holds, filters the others. [lane]
#pragma once

#include "keeps_members.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

class Filter final : public Transformer, private KeepsMembers {
 public:
  static constexpr std::string_view kId = "core.filter";
  static Result<std::unique_ptr<Filter>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  std::vector<LookedAt> looked_at() override { return {{"/where", &where_.program(), &findings_}}; }
  Filter(const Findings& findings, expression::Expression where)
      : findings_(findings), where_(std::move(where)) {}

  Findings findings_;
  expression::Expression where_;
  Status failure_;
};

}  // namespace sluice::core
