// The key of a record by one or several expressions: as text to compare by value, and as the value
// itself. Belongs to one component. [lane]
#pragma once

#include <string>
#include <vector>

#include "keeps_members.hpp"
#include "key_text.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

class GroupKey {
 public:
  // Of the setting `by`: an expression or a list of them.
  static Result<GroupKey> of(const Setup& setup);

  std::vector<LookedAt> looked_at(const Findings& findings);

  // One for each call of `transform`.
  using Evaluators = std::vector<expression::Evaluator>;
  Evaluators evaluators(sluice_batch* batch);

  // E_DATA: an expression failed, or all give null.
  Status read(const Record& record, Evaluators& evaluators, KeyText& sink, std::string* key);
  // Of the record read last: the value, or of a list an array of the values. JSON.
  Status write(sluice_batch* batch, std::string* json);

 private:
  std::vector<expression::Expression> by_;
  bool is_list_ = false;
  std::vector<const sluice_value*> values_;  // read last
};

}  // namespace sluice::core
