// core.fail: fails every record that reaches it, with a message of the configuration, a template.
// [lane]
#pragma once

#include "keeps_members.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

class Fail final : public Transformer, private KeepsMembers {
 public:
  static constexpr std::string_view kId = "core.fail";
  static Result<std::unique_ptr<Fail>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  std::vector<LookedAt> looked_at() override {
    return {{"/message", &message_.program(), &findings_}};
  }
  Fail(const Findings& findings, expression::Expression message)
      : findings_(findings), message_(std::move(message)) {}

  Findings findings_;
  expression::Expression message_;
  Status failure_;
};

}  // namespace sluice::core
