// core.log: writes a line for each record into the host's log; the records pass unchanged. [lane]
#pragma once

#include <cstdint>

#include "keeps_members.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

class Log final : public Transformer, private KeepsMembers {
 public:
  static constexpr std::string_view kId = "core.log";
  static Result<std::unique_ptr<Log>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  std::vector<LookedAt> looked_at() override {
    return {{"/message", &message_.program(), &findings_}};
  }
  Log(const Findings& findings, const Host& host, expression::Expression message)
      : findings_(findings), host_(host), message_(std::move(message)) {}

  Findings findings_;
  Host host_;
  expression::Expression message_;
  int32_t severity_ = SLUICE_LOG_INFO;
  uint64_t most_ = 0, written_ = 0;  // lines
  Status failure_;
};

}  // namespace sluice::core
