#include "schema_rules.hpp"

#include <set>

#include "sluice/expression/canonical.hpp"
#include "step_helpers.hpp"

namespace sluice::core {
namespace {

constexpr size_t kMostReferences = 100;  // from one to the next

class TextSink final : public expression::Canonical::Sink {
 public:
  void put(std::string_view bytes) override { text += bytes; }
  std::string text;
};

std::optional<expression::Decimal> decimal_of(Value number) {
  std::optional<expression::Decimal> out;
  if (number) static_cast<void>(expression::Decimal::parse(number.text(), &out.emplace()));
  return out;
}

SchemaRules::Size size_of(Value least, Value most) {
  SchemaRules::Size out;
  out.least = static_cast<size_t>(least.integer_or(0));
  if (most) out.most = static_cast<size_t>(most.integer_or(0));
  return out;
}

std::unique_ptr<RE2> pattern_of(std::string_view text) {
  return std::make_unique<RE2>(text, RE2::Quiet);
}

std::vector<std::string> names_of(Value list) {
  std::vector<std::string> out;
  for (size_t i = 0; list.is_array() && i < list.size(); i++)
    out.emplace_back(list.item(i).string_or(""));
  return out;
}

uint8_t named_kinds(Value type) {
  if (!type) return 0xFF;
  if (!type.is_array()) return kind_bit(type.string_or(""));
  uint8_t out = 0;
  for (size_t i = 0; i < type.size(); i++)
    out = static_cast<uint8_t>(out | kind_bit(type.item(i).string_or("")));
  return out;
}

}  // namespace

class SchemaCompiler {
 public:
  SchemaCompiler(Value root, expression::Evaluator& evaluator)
      : root_(root), evaluator_(evaluator) {}

  std::optional<CompiledSchema> compile(SchemaProblem& problem) {
    out_.root_ = rules(root_, {});
    if (!out_.root_) out_.root_ = out_.all_.emplace_back(std::make_unique<SchemaRules>()).get();
    for (const auto& one : out_.all_) find_circle(*one);
    if (failed_) return problem = std::move(problem_), std::nullopt;
    return std::move(out_);
  }

 private:
  const SchemaRules* rules(Value schema, std::string at) {
    for (size_t hops = 0; schema["$ref"]; hops++) {
      const std::string_view reference = schema["$ref"].string_or("");
      if (hops == kMostReferences) return circle(std::string(reference)), nullptr;
      at = reference.substr(1);
      schema = referred_in(root_, reference);
    }
    const auto [place, is_new] = made_.try_emplace(schema.abi());
    if (!is_new) return place->second;
    SchemaRules* const out = out_.all_.emplace_back(std::make_unique<SchemaRules>()).get();
    place->second = out;
    out->at = std::move(at);
    fill(*out, schema);
    return out;
  }
  const SchemaRules* below(const SchemaRules& in, const char* word, Value schema) {
    return schema.is_object() ? rules(schema, in.at + "/" + word) : nullptr;
  }
  std::vector<const SchemaRules*> list(const SchemaRules& in, const char* word, Value schemas) {
    std::vector<const SchemaRules*> out;
    for (size_t i = 0; i < schemas.size(); i++)
      out.push_back(rules(schemas.item(i), in.at + "/" + word + "/" + std::to_string(i)));
    return out;
  }

  void fill(SchemaRules& out, Value schema) {
    out.kinds = named_kinds(schema["type"]);
    fill_values(out, schema["enum"]);
    out.minimum = decimal_of(schema["minimum"]);
    out.maximum = decimal_of(schema["maximum"]);
    out.multiple_of = decimal_of(schema["multipleOf"]);
    out.above_minimum = schema["exclusiveMinimum"].is_true();
    out.below_maximum = schema["exclusiveMaximum"].is_true();
    out.length = size_of(schema["minLength"], schema["maxLength"]);
    if (schema["pattern"]) out.pattern = pattern_of(schema["pattern"].string_or(""));
    fill_items(out, schema);
    fill_members(out, schema);
    fill_dependencies(out, schema["dependencies"]);
    out.all_of = list(out, "allOf", schema["allOf"]);
    out.any_of = list(out, "anyOf", schema["anyOf"]);
    out.one_of = list(out, "oneOf", schema["oneOf"]);
    if (const SchemaRules* const one = below(out, "not", schema["not"])) out.none_of = {one};
  }

  void fill_values(SchemaRules& out, Value list) {
    if (!list) return;
    out.values.emplace();
    for (size_t i = 0; i < list.size(); i++) {
      auto text = canonical_text(list.item(i), evaluator_);
      if (!text) return fail(out.at + "/enum/" + std::to_string(i), evaluator_.failure().message());
      out.values->insert(*std::move(text));
    }
  }

  void fill_items(SchemaRules& out, Value schema) {
    out.items = size_of(schema["minItems"], schema["maxItems"]);
    out.is_unique = schema["uniqueItems"].is_true();
    out.has_tuple = schema["items"].is_array();
    if (out.has_tuple) out.tuple = list(out, "items", schema["items"]);
    out.every_item = below(out, "items", schema["items"]);
    out.may_have_further = schema["additionalItems"].bool_or(true);
    out.further_item = below(out, "additionalItems", schema["additionalItems"]);
  }

  void fill_members(SchemaRules& out, Value schema) {
    out.members = size_of(schema["minProperties"], schema["maxProperties"]);
    out.required = names_of(schema["required"]);
    const Value named = schema["properties"], patterns = schema["patternProperties"];
    for (size_t i = 0; i < named.size(); i++)
      out.properties.emplace(
          named.key(i), rules(named.member(i), pointer_to(out.at + "/properties", named.key(i))));
    for (size_t i = 0; i < patterns.size(); i++)
      out.patterns.push_back(
          {pattern_of(patterns.key(i)),
           rules(patterns.member(i), pointer_to(out.at + "/patternProperties", patterns.key(i)))});
    out.may_have_others = schema["additionalProperties"].bool_or(true);
    out.other = below(out, "additionalProperties", schema["additionalProperties"]);
  }

  void fill_dependencies(SchemaRules& out, Value all) {
    for (size_t i = 0; i < all.size(); i++) {
      const Value one = all.member(i);
      const std::string at = pointer_to(out.at + "/dependencies", all.key(i));
      out.dependencies.push_back(
          {std::string(all.key(i)), names_of(one), one.is_object() ? rules(one, at) : nullptr});
    }
  }

  // Schemas that are checked on the same value must not come back to where they began.
  void find_circle(const SchemaRules& at) {
    if (done_.contains(&at)) return;
    if (!open_.insert(&at).second) return circle("#" + at.at);
    for (const auto* list : {&at.all_of, &at.any_of, &at.one_of, &at.none_of})
      for (const SchemaRules* one : *list)
        if (one) find_circle(*one);
    for (const auto& one : at.dependencies)
      if (one.rules) find_circle(*one.rules);
    open_.erase(&at);
    done_.insert(&at);
  }

  void circle(const std::string& reference) {
    fail(reference.substr(1), "the schema refers to itself here, without end");
  }
  void fail(const std::string& at, const std::string& what) {
    if (!std::exchange(failed_, true)) problem_ = {at, what};
  }

  const Value root_;
  expression::Evaluator& evaluator_;
  CompiledSchema out_;
  std::map<const sluice_value*, const SchemaRules*> made_;
  std::set<const SchemaRules*> open_, done_;
  bool failed_ = false;
  SchemaProblem problem_;
};

std::optional<CompiledSchema> CompiledSchema::compile(Value schema,
                                                      expression::Evaluator& evaluator,
                                                      SchemaProblem& problem) {
  return SchemaCompiler(schema, evaluator).compile(problem);
}

std::optional<std::string> canonical_text(Value value, expression::Evaluator& evaluator) {
  TextSink sink;
  if (!expression::Canonical(evaluator, sink).write(*value.abi())) return std::nullopt;
  return std::move(sink.text);
}

}  // namespace sluice::core
