// core.changed: lets only records pass that are new, or differ from what was delivered of them
// before; at the walk's end it may tell which are not there any more. What is known is state:
// marked when a record is delivered, committed with the cursor. [lane]
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "group_key.hpp"
#include "keeps_members.hpp"
#include "known_records.hpp"
#include "selection.hpp"

namespace sluice::core {

class Changed final : public Transformer, public Flushes, private KnowsMembers {
 public:
  static constexpr std::string_view kId = "core.changed";
  static Result<std::unique_ptr<Changed>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;
  Flushes* flushes() override { return deletions_ ? this : nullptr; }
  Result<bool> flush(bool first, Batch into, const Cancel& cancel) override;

 private:
  Result<std::string> members(std::string_view in) override;
  std::vector<std::string> absent() override;
  Changed(const Findings& findings, const State& state, GroupKey by)
      : findings_(findings), known_(state), by_(std::move(by)) {}
  Status pass_or_drop(const Record& record, GroupKey::Evaluators& by, const std::string& key,
                      const std::string& digest);
  static Status name(const Record& record, const std::string& json);
  Status stand_in(Batch batch, const Record& record, const std::string& key);
  Status read_digest(const Record& record, expression::Evaluator& evaluator, std::string* out);
  Status remove_given(Batch into);

  Findings findings_;
  KnownRecords known_;
  GroupKey by_;
  Selection ignored_;
  std::vector<expression::Path> ignored_paths_;
  bool deletions_ = false;
  KeyText key_;
  Digest digest_;
  std::unordered_map<std::string, size_t> last_;  // records of the batch, by key
  std::vector<KnownRecords::Gone> given_;         // by the last flush
  Status failure_;
};

}  // namespace sluice::core
