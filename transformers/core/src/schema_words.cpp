#include "schema_words.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "sluice/expression/decimal.hpp"
#include "step_helpers.hpp"

namespace sluice::core {
namespace {

using expression::Decimal;
using expression::DecimalError;

// What the value of a word has to be.
enum class Shape : uint8_t {
  kAnything,
  kKinds,
  kSchema,
  kSchemas,
  kNamed,
  kPatterns,
  kDependencies,
  kItems,
  kFlagOrSchema,
  kFlag,
  kSize,
  kNumber,
  kStep,
  kPattern,
  kReference,
  kNames,
  kValues
};

struct Word {
  std::string_view name;
  Shape shape;
};

constexpr Word kWords[] = {{"type", Shape::kKinds},
                           {"enum", Shape::kValues},
                           {"allOf", Shape::kSchemas},
                           {"anyOf", Shape::kSchemas},
                           {"oneOf", Shape::kSchemas},
                           {"not", Shape::kSchema},
                           {"definitions", Shape::kNamed},
                           {"properties", Shape::kNamed},
                           {"required", Shape::kNames},
                           {"dependencies", Shape::kDependencies},
                           {"minProperties", Shape::kSize},
                           {"maxProperties", Shape::kSize},
                           {"items", Shape::kItems},
                           {"minItems", Shape::kSize},
                           {"maxItems", Shape::kSize},
                           {"additionalItems", Shape::kFlagOrSchema},
                           {"uniqueItems", Shape::kFlag},
                           {"minLength", Shape::kSize},
                           {"maxLength", Shape::kSize},
                           {"pattern", Shape::kPattern},
                           {"minimum", Shape::kNumber},
                           {"maximum", Shape::kNumber},
                           {"multipleOf", Shape::kStep},
                           {"additionalProperties", Shape::kFlagOrSchema},
                           {"$ref", Shape::kReference},
                           {"patternProperties", Shape::kPatterns},
                           {"exclusiveMinimum", Shape::kFlag},
                           {"exclusiveMaximum", Shape::kFlag},
                           {"title", Shape::kAnything},
                           {"description", Shape::kAnything},
                           {"default", Shape::kAnything},
                           {"$schema", Shape::kAnything},
                           {"id", Shape::kAnything},
                           {"examples", Shape::kAnything},
                           {"$comment", Shape::kAnything}};

// Of a reference: "%25" and "~1".
std::string unescaped(std::string_view part) {
  std::string out;
  for (size_t i = 0; i < part.size(); i++) {
    const bool tilde = part[i] == '~' && i + 1 < part.size();
    const std::string digits(part[i] == '%' ? part.substr(i + 1, 2) : std::string_view());
    if (digits.size() == 2 && digits.find_first_not_of("0123456789abcdefABCDEF") == digits.npos)
      out += static_cast<char>(std::stoi(digits, nullptr, 16)), i += 2;
    else
      out += tilde ? part[++i] == '1' ? '/' : '~' : part[i];
  }
  return out;
}

Value step_into(Value value, const std::string& name) {
  if (value.is_object()) return value[name];
  const bool is_place =
      !name.empty() && name.size() < 10 && name.find_first_not_of("0123456789") == name.npos;
  const size_t place = is_place ? std::stoul(name) : 0;
  return is_place && value.is_array() && place < value.size() ? value.item(place) : Value();
}

class SchemaWalk {
 public:
  explicit SchemaWalk(Value root) : root_(root) {}

  void schema(Value value, const std::string& at) {
    if (!value.is_object()) return refuse(at, "a schema is an object");
    if (!seen_.insert(value.abi()).second) return;
    for (size_t i = 0; i < value.size(); i++) {
      const std::string name(value.key(i)), place = pointer_to(at, name);
      const auto word = std::find_if(std::begin(kWords), std::end(kWords),
                                     [&](const Word& one) { return one.name == name; });
      if (word == std::end(kWords))
        out_.push_back(
            {place, "'" + name + "' is not a rule of draft 4, so nothing is checked by it", true});
      else
        check(word->shape, value.member(i), place);
    }
  }

  std::vector<SchemaProblem> take() { return std::move(out_); }

 private:
  void refuse(const std::string& at, const std::string& what) { out_.push_back({at, what}); }
  void need(bool given, const std::string& at, const char* what) {
    if (!given) refuse(at, what);
  }

  void check(Shape shape, Value value, const std::string& at) {
    switch (shape) {
      case Shape::kAnything:
        return;
      case Shape::kSchema:
        return schema(value, at);
      case Shape::kSchemas:
        return list(value, at);
      case Shape::kNamed:
      case Shape::kPatterns:
        return named(value, at, shape == Shape::kPatterns);
      case Shape::kDependencies:
        return dependencies(value, at);
      case Shape::kItems:
        return value.is_array() ? list(value, at) : schema(value, at);
      case Shape::kFlagOrSchema:
        return value.is_bool() ? void() : schema(value, at);
      case Shape::kPattern:
        return pattern(value, at);
      case Shape::kReference:
        return reference(value, at);
      default:
        return scalar(shape, value, at);
    }
  }

  void scalar(Shape shape, Value value, const std::string& at) {
    if (shape == Shape::kFlag)
      need(value.is_bool(), at,
           at.find("/exclusive") == at.npos ? "is true or false"
                                            : "is true or false in draft 4, beside minimum or "
                                              "maximum");
    else if (shape == Shape::kSize)
      need(value.integer_or(-1) >= 0, at, "a whole number from 0 is needed");
    else if (shape == Shape::kKinds)
      kinds(value, at);
    else if (shape == Shape::kNames)
      names(value, at);
    else if (shape == Shape::kValues)
      need(value.is_array() && value.size(), at, "a list of the values is needed");
    else
      number(value, at, shape == Shape::kStep);
  }

  void number(Value value, const std::string& at, bool is_step) {
    Decimal number;
    if (!value.is_number()) return refuse(at, "a number is needed");
    if (const auto error = Decimal::parse(value.text(), &number); error != DecimalError::kNone)
      return refuse(at, expression::describe(error));
    if (is_step) need(number.sign() > 0, at, "a number above 0 is needed");
  }

  void kinds(Value value, const std::string& at) {
    const bool is_list = value.is_array();
    if (is_list) need(value.size(), at, "names no kind");
    for (size_t i = 0; i < (is_list ? value.size() : 1); i++)
      need(kind_bit((is_list ? value.item(i) : value).string_or("")), at,
           "is one of null, boolean, object, array, string, number, integer, or a list of them");
  }

  void names(Value value, const std::string& at) {
    bool fits = value.is_array();
    for (size_t i = 0; i < value.size(); i++) fits = fits && value.item(i).is_string();
    need(fits, at, "a list of names is needed");
  }

  void named(Value value, const std::string& at, bool patterns) {
    if (!value.is_object()) return refuse(at, "an object of schemas is needed");
    for (size_t i = 0; i < value.size(); i++) {
      const std::string place = pointer_to(at, value.key(i));
      if (patterns) pattern(value.key(i), place);
      schema(value.member(i), place);
    }
  }

  void dependencies(Value value, const std::string& at) {
    if (!value.is_object()) return refuse(at, "an object of schemas or lists of names is needed");
    for (size_t i = 0; i < value.size(); i++) {
      const std::string place = pointer_to(at, value.key(i));
      value.member(i).is_array() ? names(value.member(i), place) : schema(value.member(i), place);
    }
  }

  void list(Value value, const std::string& at) {
    if (!value.is_array()) return refuse(at, "a list of schemas is needed");
    for (size_t i = 0; i < value.size(); i++) schema(value.item(i), at + "/" + std::to_string(i));
  }

  void pattern(Value value, const std::string& at) {
    value.is_string() ? pattern(value.string_or(""), at) : refuse(at, "a pattern is text");
  }
  void pattern(std::string_view text, const std::string& at) {
    const RE2 compiled(text, RE2::Quiet);
    if (!compiled.ok()) refuse(at, "is no pattern: " + compiled.error());
  }

  void reference(Value value, const std::string& at) {
    const std::string_view text = value.string_or("");
    if (text.substr(0, 1) != "#")
      return refuse(at, "only parts of this schema can be referred to, as #/definitions/name");
    const Value target = referred_in(root_, text);
    if (!target) return refuse(at, "leads nowhere");
    schema(target, unescaped(text.substr(1)));
  }

  const Value root_;
  std::set<const sluice_value*> seen_;
  std::vector<SchemaProblem> out_;
};

}  // namespace

std::vector<SchemaProblem> problems_of_schema(Value schema) {
  SchemaWalk walk(schema);
  walk.schema(schema, {});
  return walk.take();
}

Value referred_in(Value schema, std::string_view reference) {
  reference.remove_prefix(std::min<size_t>(1, reference.size()));
  if (!reference.empty() && reference.front() != '/') return {};
  while (schema && !reference.empty()) {
    reference.remove_prefix(1);
    const std::string_view part = reference.substr(0, reference.find('/'));
    schema = step_into(schema, unescaped(part));
    reference.remove_prefix(part.size());
  }
  return schema;
}

}  // namespace sluice::core
