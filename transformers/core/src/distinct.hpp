// core.distinct: drops records whose key has been seen. Which keys have been is transformer state:
// committed with the cursor, read from the store when memory does not know. [lane]
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "key_filter.hpp"
#include "setup.hpp"

namespace sluice::core {

class Distinct final : public Transformer {
 public:
  static constexpr std::string_view kId = "core.distinct";
  static Result<std::unique_ptr<Distinct>> create(Context& context);
  Status transform(Batch batch, const Cancel& cancel) override;

 private:
  enum class Over { kWalk, kRun, kAlways };

  Distinct(State state, bool keep_last, Over over)
      : state_(state), keep_last_(keep_last), over_(over) {}

  // Which walk or run the keys of this one belong to; its number is part of each stored value.
  Status begin(Batch batch);
  void read_generation(const std::optional<std::string>& stored);
  // The record's key as the store knows it; false: it has none, and failure_ says why.
  bool read_key(const Record& record, std::vector<expression::Evaluator>& by, std::string* key);
  bool append_value(sluice_batch* batch, sluice_value* value, std::string* key);
  // What the store keeps of a record that passes.
  Result<std::string> mark_of(const Record& record) const;
  Status pass_or_drop(Batch batch, const Record& record, const std::string& key);

  State state_;
  bool keep_last_;
  Over over_;
  std::vector<expression::Expression> by_;
  std::optional<std::string> generation_;  // set by the first batch
  KeyFilter seen_;
  Status failure_;
};

}  // namespace sluice::core
