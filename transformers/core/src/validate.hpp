// core.validate: fails records that a JSON Schema (draft 4) refuses. [lane]
#pragma once

#include <memory>

#include "keeps_members.hpp"
#include "schema_rules.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

class Validate final : public Transformer, private KeepsMembers {
 public:
  static constexpr std::string_view kId = "core.validate";
  static Result<std::unique_ptr<Validate>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  Validate(CompiledSchema schema, expression::Expression whole)
      : schema_(std::move(schema)), whole_(std::move(whole)) {}

  CompiledSchema schema_;
  expression::Expression whole_;  // "@": evaluators are of an expression
  Status failure_;
};

}  // namespace sluice::core
