// core.throttle: lets no more than so many records a second pass, on average. A batch waits as a
// whole, for the time that the records before it take. [lane]
#pragma once

#include <cstdint>

#include "keeps_members.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

class Throttle final : public Transformer, private KeepsMembers {
 public:
  static constexpr std::string_view kId = "core.throttle";
  static Result<std::unique_ptr<Throttle>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  Throttle(const Host& host, double per_second) : host_(host), per_second_(per_second) {}

  Host host_;
  double per_second_;
  int64_t began_us_ = 0;  // the batch before
  int64_t takes_us_ = 0;  // its records, at that rate
};

}  // namespace sluice::core
