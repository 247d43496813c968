// jq.script: a program in jq changes, drops, splits or fails each record. [lane]
#pragma once

#include <memory>
#include <string>

#include "sluice/expression/text_setting.hpp"
#include "sluice/plugin.hpp"
#include "worker.hpp"

namespace sluice::jq {

class Script final : public Transformer {
 public:
  static constexpr std::string_view kId = "jq.script";
  static Result<std::unique_ptr<Script>> create(Context& context);
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  Script(expression::TextSetting script, const Limits& limits);

  Status compile();

  expression::TextSetting script_;
  Limits limits_;
  std::string program_;  // what jq compiles
  std::unique_ptr<Worker> worker_;
};

}  // namespace sluice::jq
