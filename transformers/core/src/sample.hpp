// core.sample: lets every nth record pass, or a share of them that is the same in each run. [lane]
#pragma once

#include <cstdint>
#include <optional>

#include "keeps_members.hpp"
#include "key_text.hpp"
#include "sluice/state.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

class Sample final : public Transformer, private KeepsMembers {
 public:
  static constexpr std::string_view kId = "core.sample";
  static Result<std::unique_ptr<Sample>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  std::vector<LookedAt> looked_at() override;
  Sample(const Findings& findings, const State& state) : findings_(findings), state_(state) {}
  Status take_every(Batch batch, const Cancel& cancel);
  Status take_share(Batch batch, const Cancel& cancel);
  const Status* take_by_key(const Record& record, expression::Evaluator& evaluator);

  Findings findings_;
  State state_;
  uint64_t every_ = 0;  // 0: by share
  uint64_t below_ = 0;  // a digest's number below it passes
  std::optional<expression::Expression> by_;
  Digest digest_;
  Status failure_;
};

}  // namespace sluice::core
