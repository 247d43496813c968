// core.validate: fails records that a JSON Schema (draft 4) refuses. [lane]
#pragma once

#include <memory>

#include "keeps_members.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

class Validate final : public Transformer, private KeepsMembers {
 public:
  static constexpr std::string_view kId = "core.validate";
  static Result<std::unique_ptr<Validate>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;
  ~Validate() override;

 private:
  struct Schema;  // hides RapidJSON
  explicit Validate(std::unique_ptr<Schema> schema);
  const Status* check(const Record& record);

  std::unique_ptr<Schema> schema_;
  Status failure_;
};

}  // namespace sluice::core
