// A JSON Schema of draft 4 as it is checked: what its words say, with exact numbers. Immutable once
// compiled; any thread.
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "schema_words.hpp"
#include "sluice/expression/decimal.hpp"
#include "sluice/expression/evaluator.hpp"
#include "sluice/value.hpp"

namespace sluice::core {

// One schema of it.
struct SchemaRules {
  static constexpr size_t kNoLimit = std::numeric_limits<size_t>::max();

  struct Size {
    size_t least = 0, most = kNoLimit;
  };
  struct Named {
    std::unique_ptr<RE2> pattern;
    const SchemaRules* rules;
  };
  struct Dependency {
    std::string name;
    std::vector<std::string> needs;
    const SchemaRules* rules;  // null: none
  };

  std::string at;  // JSON pointer within the schema
  uint8_t kinds = 0xFF;
  std::optional<std::unordered_set<std::string>> values;  // canonical
  std::optional<expression::Decimal> minimum, maximum, multiple_of;
  bool above_minimum = false, below_maximum = false;
  Size length, items, members;
  std::unique_ptr<RE2> pattern;
  // Arrays. A null pointer is a schema that takes everything.
  const SchemaRules* every_item = nullptr;
  bool has_tuple = false, may_have_further = true, is_unique = false;
  std::vector<const SchemaRules*> tuple;
  const SchemaRules* further_item = nullptr;
  // Objects.
  std::map<std::string, const SchemaRules*, std::less<>> properties;
  std::vector<Named> patterns;
  bool may_have_others = true;
  const SchemaRules* other = nullptr;
  std::vector<std::string> required;
  std::vector<Dependency> dependencies;
  // Of the same value.
  std::vector<const SchemaRules*> all_of, any_of, one_of, none_of;  // none_of: `not`, or nothing

  bool looks_at_numbers() const { return minimum || maximum || multiple_of; }
  bool looks_at_text() const { return length.least || length.most != kNoLimit || pattern; }
};

class CompiledSchema {
 public:
  // `evaluator`: of the batch that has the schema. Nothing: a schema refers to itself without going
  // into the value, or a value cannot be read; `problem` says where. REQUIRES: problems_of_schema()
  // finds nothing but warnings
  static std::optional<CompiledSchema> compile(Value schema, expression::Evaluator& evaluator,
                                               SchemaProblem& problem);

  const SchemaRules& root() const { return *root_; }

 private:
  friend class SchemaCompiler;
  std::vector<std::unique_ptr<SchemaRules>> all_;
  const SchemaRules* root_ = nullptr;
};

// The bytes of Canonical. Nothing: the evaluator's failure() says why.
std::optional<std::string> canonical_text(Value value, expression::Evaluator& evaluator);

}  // namespace sluice::core
