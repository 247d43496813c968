// core.distinct: drops records whose key has been seen. The keys seen are transformer state:
// committed with the cursor, read from the store if not in memory. A key counts as seen
// when its record is delivered or filtered: if that one parks, the next one passes. [lane]
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "group_key.hpp"
#include "keeps_members.hpp"
#include "key_filter.hpp"
#include "key_text.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

class Distinct final : public Transformer, private KeepsMembers {
 public:
  static constexpr std::string_view kId = "core.distinct";
  static Result<std::unique_ptr<Distinct>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  std::vector<LookedAt> looked_at() override { return by_.looked_at(findings_); }
  enum class Over { kWalk, kRun, kAlways };

  Distinct(Findings findings, State state, GroupKey by, bool keep_last, Over over)
      : findings_(findings),
        state_(state),
        keep_last_(keep_last),
        over_(over),
        by_(std::move(by)) {}

  // Which walk or run this one's keys belong to; its number is part of each stored value.
  Status begin(Batch batch);
  void read_generation(const std::optional<std::string>& stored);
  // The record's key as stored; false: it has none, and failure_ says why.
  bool read_key(const Record& record, GroupKey::Evaluators& by, std::string_view* key);
  // The value stored for a record that passes.
  bool read_mark(const Record& record, expression::Evaluator& evaluator, std::string* mark);
  // Of the records of this batch that have one key, one stands for all of them.
  Status stand_in(Batch batch, const Record& record, std::string_view key);
  Status pass_or_drop(Batch batch, const Record& record, std::string_view key,
                      expression::Evaluator& evaluator);

  Findings findings_;
  State state_;
  bool keep_last_;
  Over over_;
  GroupKey by_;
  std::optional<std::string> generation_;  // set by the first batch
  int64_t run_ = 0;                        // that set it
  KeyFilter seen_;
  std::unordered_map<std::string_view, size_t> standing_;  // records of the current batch, by key
  KeyText key_;
  Digest digest_;
  Status failure_;
};

}  // namespace sluice::core
