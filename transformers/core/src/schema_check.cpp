#include "schema_check.hpp"

#include "schema_words.hpp"
#include "sluice/expression/utf8.hpp"
#include "step_helpers.hpp"

namespace sluice::core {

using expression::Decimal;
using expression::DecimalError;

namespace {

uint8_t kinds_of(Value value) {
  constexpr uint8_t kNumber = kind_bit("number");
  constexpr auto kWhole = static_cast<uint8_t>(kNumber | kind_bit("integer"));
  if (value.is_number())
    return value.text().find_first_of(".eE") == std::string_view::npos ? kWhole : kNumber;
  if (value.is_string()) return kind_bit("string");
  if (value.is_object()) return kind_bit("object");
  if (value.is_array()) return kind_bit("array");
  return kind_bit(value.is_bool() ? "boolean" : "null");
}

}  // namespace

Status SchemaCheck::check(const SchemaRules& rules, Value value) {
  path_.clear();
  tried_ = 0;
  failed_ = false;
  if (holds(rules, value)) return {};
  if (!failed_) return Status::data(refusal_);
  if (failure_.message().empty()) return failure_;
  return {failure_.code(), "it cannot be checked: " + failure_.message()};
}

bool SchemaCheck::holds(const SchemaRules& rules, Value value) {
  if (!evaluator_.expand(value.abi())) return fail_by_evaluator();
  if (!of_kind(rules, value)) return false;
  if (value.is_number() && !number(rules, value)) return false;
  if (value.is_string() && !text(rules, value)) return false;
  if (value.is_array() && !array(rules, value)) return false;
  if (value.is_object() && !object(rules, value)) return false;
  return combined(rules, value);
}

bool SchemaCheck::holds_below(const SchemaRules* rules, Value value, Step step) {
  if (!rules) return true;
  path_.push_back(step);
  const bool out = holds(*rules, value);
  path_.pop_back();
  return out;
}

bool SchemaCheck::of_kind(const SchemaRules& rules, Value value) {
  if (!(rules.kinds & kinds_of(value))) return refuse(rules, "type");
  if (!rules.values) return true;
  const auto text = canonical_text(value, evaluator_);
  if (!text) return fail_by_evaluator();
  return rules.values->contains(*text) || refuse(rules, "enum");
}

bool SchemaCheck::number(const SchemaRules& rules, Value value) {
  if (!rules.looks_at_numbers()) return true;
  Decimal given, rest;
  if (!evaluator_.decimal(*value.abi(), &given)) return fail_by_evaluator();
  if (rules.minimum) {
    const int order = Decimal::compare(given, *rules.minimum);
    if (order < 0 || (order == 0 && rules.above_minimum)) return refuse(rules, "minimum");
  }
  if (rules.maximum) {
    const int order = Decimal::compare(given, *rules.maximum);
    if (order > 0 || (order == 0 && rules.below_maximum)) return refuse(rules, "maximum");
  }
  if (!rules.multiple_of) return true;
  const auto error = Decimal::modulo(given, *rules.multiple_of, &rest);
  if (error != DecimalError::kNone) return fail(Status::data(expression::describe(error)));
  return rest.sign() == 0 || refuse(rules, "multipleOf");
}

bool SchemaCheck::text(const SchemaRules& rules, Value value) {
  if (!rules.looks_at_text()) return true;
  std::string_view text;
  if (!evaluator_.text(*value.abi(), &text)) return fail_by_evaluator();
  if (!within(rules, rules.length, expression::count_code_points(text), "minLength", "maxLength"))
    return false;
  return !rules.pattern || RE2::PartialMatch(text, *rules.pattern) || refuse(rules, "pattern");
}

bool SchemaCheck::array(const SchemaRules& rules, Value value) {
  const size_t size = value.size();
  for (size_t i = 0; i < size; i++) {
    const bool in_tuple = rules.has_tuple && i < rules.tuple.size();
    if (rules.has_tuple && !in_tuple && !rules.may_have_further) return refuse(rules, "items");
    const SchemaRules* const item = in_tuple          ? rules.tuple[i]
                                    : rules.has_tuple ? rules.further_item
                                                      : rules.every_item;
    if (!holds_below(item, value.item(i), {{}, i, true})) return false;
  }
  return within(rules, rules.items, size, "minItems", "maxItems") &&
         (!rules.is_unique || are_unique(rules, value));
}

bool SchemaCheck::are_unique(const SchemaRules& rules, Value value) {
  std::unordered_set<std::string> met;
  for (size_t i = 0; i < value.size(); i++) {
    auto text = canonical_text(value.item(i), evaluator_);
    if (!text) return fail_by_evaluator();
    if (!met.insert(*std::move(text)).second) return refuse(rules, "uniqueItems");
  }
  return true;
}

bool SchemaCheck::object(const SchemaRules& rules, Value value) {
  for (const std::string& name : rules.required)
    if (!value[name]) return refuse(rules, "required");
  const size_t size = value.size();
  const bool looks_at_members =
      !rules.properties.empty() || !rules.patterns.empty() || !rules.may_have_others || rules.other;
  for (size_t i = 0; looks_at_members && i < size; i++)
    if (!member(rules, value, i)) return false;
  return within(rules, rules.members, size, "minProperties", "maxProperties") &&
         dependencies(rules, value);
}

bool SchemaCheck::member(const SchemaRules& rules, Value value, size_t i) {
  const std::string_view name = value.key(i);
  const Step step{name, 0, false};
  const auto named = rules.properties.find(name);
  bool known = named != rules.properties.end();
  if (known && !holds_below(named->second, value.member(i), step)) return false;
  for (const auto& one : rules.patterns) {
    if (!RE2::PartialMatch(name, *one.pattern)) continue;
    known = true;
    if (!holds_below(one.rules, value.member(i), step)) return false;
  }
  if (known) return true;
  if (rules.may_have_others) return holds_below(rules.other, value.member(i), step);
  path_.push_back(step);
  refuse(rules, "additionalProperties");
  path_.pop_back();
  return false;
}

bool SchemaCheck::dependencies(const SchemaRules& rules, Value value) {
  for (const auto& one : rules.dependencies) {
    if (!value[one.name]) continue;
    for (const std::string& needed : one.needs)
      if (!value[needed]) return refuse(rules, "dependencies");
    if (one.rules && !holds(*one.rules, value)) return false;
  }
  return true;
}

bool SchemaCheck::combined(const SchemaRules& rules, Value value) {
  for (const SchemaRules* one : rules.all_of)
    if (one && !holds(*one, value)) return false;
  if (!rules.any_of.empty() && count(rules.any_of, value, 1) == 0 && !failed_)
    return refuse(rules, "anyOf");
  if (!rules.one_of.empty() && !failed_ && count(rules.one_of, value, 2) != 1 && !failed_)
    return refuse(rules, "oneOf");
  if (!rules.none_of.empty() && !failed_ && count(rules.none_of, value, 1) && !failed_)
    return refuse(rules, "not");
  return !failed_;
}

size_t SchemaCheck::count(const std::vector<const SchemaRules*>& list, Value value, size_t most) {
  size_t out = 0;
  tried_++;
  for (const SchemaRules* one : list) {
    if (out == most || failed_) break;
    out += !one || holds(*one, value);
  }
  tried_--;
  return out;
}

bool SchemaCheck::within(const SchemaRules& rules, SchemaRules::Size size, size_t given,
                         const char* least, const char* most) {
  if (given < size.least) return refuse(rules, least);
  return given <= size.most || refuse(rules, most);
}

bool SchemaCheck::refuse(const SchemaRules& rules, const char* word) {
  if (tried_) return false;
  const std::string at = place();
  refusal_ = "the schema refuses " + (at.empty() ? std::string("the record") : "'" + at + "'") +
             " by its rule '" + rules.at + "/" + word + "'";
  return false;
}

bool SchemaCheck::fail(Status why) {
  failed_ = true;
  failure_ = std::move(why);
  return false;
}

std::string SchemaCheck::place() const {
  std::string out;
  for (const Step& step : path_)
    out = step.is_place ? out + "/" + std::to_string(step.place) : pointer_to(out, step.name);
  return out;
}

}  // namespace sluice::core
