// core.cast: converts members to another kind: "12.5" to a number, 1 to true, 19.9 to two decimals.
// Absent members and nulls are unchanged. A path through an array casts the member of each item.
// [lane]
#pragma once

#include <vector>

#include "conversion.hpp"
#include "sluice/component.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

class Cast final : public Transformer, private KnowsMembers {
 public:
  static constexpr std::string_view kId = "core.cast";
  static Result<std::unique_ptr<Cast>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  enum class BadValue { kFail, kNull, kKeep };
  struct Field {
    std::string pointer;  // of the setting
    expression::Path path;
    Conversion conversion;
    std::string wanted;
  };

  explicit Cast(const Findings& findings) : findings_(findings) {}
  Result<std::string> members(std::string_view in) override;
  std::vector<std::string> absent() override;
  Status read_fields(const Setup& setup);
  const Status* change(const Record& record, Converter& converter);
  bool cast_at(sluice_batch* batch, sluice_value* value, size_t step, Field& field,
               Converter& converter);
  bool cast_items(sluice_batch* batch, sluice_value* array, size_t step, Field& field,
                  Converter& converter);
  bool cannot(sluice_batch* batch, Field& field, sluice_value* value, bool out_of_memory);

  Findings findings_;
  std::vector<Field> fields_;
  BadValue bad_value_ = BadValue::kFail;
  sluice_slice yes_{}, no_{}, null_{};
  Status failure_;
  std::string items_;  // "[3][0]": of what failed, outer first
};

}  // namespace sluice::core
