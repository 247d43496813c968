// core.order: gives records with equal values of an expression one order number, by which targets
// keep them in order (sluice_record.order). The host makes it of a pipeline's `order_by`. [lane]
#pragma once

#include "keeps_members.hpp"
#include "key_text.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

class Order final : public Transformer, private KeepsMembers {
 public:
  static constexpr std::string_view kId = "core.order";
  static Result<std::unique_ptr<Order>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  std::vector<LookedAt> looked_at() override {
    return {{"/order_by", &order_by_.program(), &findings_}};
  }
  Order(const Findings& findings, expression::Expression order_by)
      : findings_(findings), order_by_(std::move(order_by)) {}

  // False: the value cannot be read, and failure_ says why.
  bool set_order(const Record& record, expression::Evaluator& evaluator);

  Findings findings_;
  expression::Expression order_by_;
  KeyText key_;
  Status failure_;
};

}  // namespace sluice::core
