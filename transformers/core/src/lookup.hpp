// core.lookup: puts what a table has for each record's key into the record. All keys of a batch are
// one read of the table. [lane]
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "keeps_members.hpp"
#include "sluice/tables.hpp"
#include "step_helpers.hpp"
#include "target.hpp"

namespace sluice::core {

class Lookup final : public Transformer, private KnowsMembers {
 public:
  static constexpr std::string_view kId = "core.lookup";
  static Result<std::unique_ptr<Lookup>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  Result<std::string> members(std::string_view in) override;
  std::vector<std::string> absent() override;
  enum class Missing { kFail, kNull, kDefault };
  struct Set {
    expression::Expression source;
    std::string target;
    bool is_optional = false;  // "name?": null leaves the target as it is
  };
  // A record with its key, and what the table has for it.
  struct Asked {
    size_t record;
    sluice_value* key;
    sluice_value found{};
  };

  Lookup(const Findings& findings, Table table, std::string name, expression::Expression key)
      : findings_(findings), table_(table), name_(std::move(name)), key_(std::move(key)) {}

  Status read_targets(const Setup& setup);
  Status read_missing(const Setup& setup);
  Status add_set(const Setup& setup, std::string_view target, Value source);

  Status ask(Batch batch, const Cancel& cancel, expression::Evaluator& key);
  Status read(Batch batch);
  Status read_one_by_one(Batch batch);
  Status put_all(Batch batch);
  const Status* put(Batch batch, Asked& asked, std::vector<expression::Evaluator>& sets);
  bool replace_missing(Batch batch, Asked& asked);
  bool take(const Batch& batch, const sluice_value& value, FoundValue* into);
  const Status* failed(const Status& why, const Record& record);

  Findings findings_;
  Table table_;
  const std::string name_;
  expression::Expression key_;
  bool has_as_ = false;
  std::vector<Set> sets_;
  std::vector<expression::Path> paths_;  // of the targets
  Targets targets_;                      // `as`, then those of the sets
  Missing missing_ = Missing::kFail;
  std::string default_;            // JSON
  std::vector<Asked> asked_;       // of the current batch
  std::vector<FoundValue> found_;  // of the current record, by target
  Status failure_;
};

}  // namespace sluice::core
