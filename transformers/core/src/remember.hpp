// core.remember: puts a row into a table that is kept in the store, or takes one out, for each
// record. It counts with the record: see put_for in sluice/ext/tables.h. [lane]
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "keeps_members.hpp"
#include "sluice/tables.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

class Remember final : public Transformer, private KeepsMembers {
 public:
  static constexpr std::string_view kId = "core.remember";
  static Result<std::unique_ptr<Remember>> create(Context& context);
  KnowsMembers* knows_members() override { return this; }
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  std::vector<LookedAt> looked_at() override;
  Remember(const Host& host, const Findings& findings, Table table, expression::Expression key)
      : host_(host), findings_(findings), table_(table), key_(std::move(key)) {}

  Status read_value(const Setup& setup);
  Status read_ttl(const Setup& setup);
  // The value of the row; NULL: failure_ says why there is none.
  const sluice_value* value_of(const Record& record, std::optional<expression::Evaluator>& value);
  const Status* put(const Record& record, expression::Evaluator& key,
                    std::optional<expression::Evaluator>& value);
  const Status* failed(const Status& why, std::string_view setting, const Record& record);

  Host host_;
  Findings findings_;
  Table table_;
  expression::Expression key_;
  std::optional<expression::Expression> value_;  // nothing: the time
  bool removes_ = false;
  int64_t ttl_ms_ = 0;  // 0: for ever
  sluice_value now_{};  // of the current batch
  Status failure_;
};

// Milliseconds of "90s", "15m", "12h", "30d" or "4w"; nothing for anything else, or more than a
// hundred years.
std::optional<int64_t> ttl_ms(std::string_view text);

}  // namespace sluice::core
