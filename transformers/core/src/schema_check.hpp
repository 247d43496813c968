// Checks values by a schema. Nothing is rounded: numbers are compared by their decimal value. One
// object per batch. [lane]
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema_rules.hpp"

namespace sluice::core {

class SchemaCheck {
 public:
  // Outlives it.
  explicit SchemaCheck(expression::Evaluator& evaluator) : evaluator_(evaluator) {}

  // OK: the schema takes the value. E_DATA: it refuses it, or cannot be checked on it; a message
  // that is empty is the host's.
  Status check(const SchemaRules& rules, Value value);

 private:
  struct Step {
    std::string_view name;
    size_t place;
    bool is_place;
  };

  // Each false: it is refused, or failed_.
  bool holds(const SchemaRules& rules, Value value);
  bool holds_below(const SchemaRules* rules, Value value, Step step);
  bool of_kind(const SchemaRules& rules, Value value);
  bool number(const SchemaRules& rules, Value value);
  bool text(const SchemaRules& rules, Value value);
  bool array(const SchemaRules& rules, Value value);
  bool are_unique(const SchemaRules& rules, Value value);
  bool object(const SchemaRules& rules, Value value);
  bool member(const SchemaRules& rules, Value value, size_t i);
  bool dependencies(const SchemaRules& rules, Value value);
  bool combined(const SchemaRules& rules, Value value);
  // How many take it, up to `most`.
  size_t count(const std::vector<const SchemaRules*>& list, Value value, size_t most);

  bool within(const SchemaRules& rules, SchemaRules::Size size, size_t given, const char* least,
              const char* most);
  bool refuse(const SchemaRules& rules, const char* word);
  bool fail(Status why);
  bool fail_by_evaluator() { return fail(evaluator_.failure()); }
  std::string place() const;

  expression::Evaluator& evaluator_;
  std::vector<Step> path_;  // to the value that is checked
  size_t tried_ = 0;        // schemas of which one may refuse it
  std::string refusal_;
  bool failed_ = false;
  Status failure_;
};

}  // namespace sluice::core
