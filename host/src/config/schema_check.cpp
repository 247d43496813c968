#include "config/schema_check.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <unordered_set>

#include "config/files.hpp"
#include "config/parse.hpp"
#include "config/scalar_check.hpp"
#include "config/schema_validator.hpp"
#include "config/suggest.hpp"

namespace sluice::config {
namespace {

constexpr size_t kMostNamesShown = 12;
constexpr int kMostReferences = 16;  // in a row: a longer chain is a circle

bool is_false(const Node* value) {
  return value && value->is(Kind::kBoolean) && value->text == "false";
}

void place_default(Node& value, Position at) {
  value.at = at;
  for (Member& member : value.members) {
    member.at = at;
    place_default(member.value, at);
  }
  for (Node& item : value.items) place_default(item, at);
}

// REQUIRES: a ${…} is in it.
std::string in_expression_error(const std::string& written) {
  const size_t from = written.find("${") + 2;
  const size_t end = written.find_first_of(":}", from);
  const std::string name = written.substr(from, end - from);
  const std::string variable = name == "file" || name.empty() ? "NAME" : name;
  return "an expression takes no ${" + name +
         "}: what it holds would be read as part of the "
         "expression; write $env." +
         variable + " (without quotes), and host: {env: [" + variable + "]}";
}

// Whether the value is of the branch's kind: an enum's are those of its values.
bool is_alike(const Node& value, const Node& branch) {
  const Node* allowed = branch.find("enum");
  if (!allowed || !types_of(branch).empty()) return true;
  return std::any_of(allowed->items.begin(), allowed->items.end(),
                     [&](const Node& item) { return value.is(item.kind); });
}

class SchemaWalk {
 public:
  SchemaWalk(const Node& root, Problems& problems, const Protect& protect)
      : root_(root), problems_(problems), protect_(protect) {}

  void check(const Node& reference, Node& value, const std::string& pointer, size_t depth = 0);

 private:
  const Node& resolve(const Node& schema) const;
  void protect_all(const Node& value) const;
  void place_path(Node& value) const;
  bool check_type(const Node& schema, Node& value, const std::string& pointer);
  void check_alternatives(const Node& schema, Node& value, const std::string& pointer,
                          size_t depth);
  void choose(const Node& branches, Node& value, const std::string& pointer, size_t depth);
  void check_object(const Node& schema, Node& value, const std::string& pointer, size_t depth);
  void check_member(const Node& schema, const Node& object, Member& member,
                    const std::string& pointer, size_t depth);
  void check_required(const Node& schema, const Node& value, const std::string& pointer);
  void check_array(const Node& schema, Node& value, const std::string& pointer, size_t depth);
  void check_count(const Node& schema, size_t have, const Node& value, const std::string& pointer);
  void unknown_key(const Node& schema, const Node& object, const Member& member,
                   const std::string& pointer);

  const Node& root_;
  Problems& problems_;
  const Protect& protect_;
};

const Node& SchemaWalk::resolve(const Node& schema) const {
  const Node* at = &schema;
  for (int i = 0; i < kMostReferences; i++) {
    const Node* reference = at->find("$ref");
    if (!reference || reference->text.substr(0, 1) != "#") return *at;
    const Node* target = root_.at_pointer(std::string_view(reference->text).substr(1));
    if (!target) return *at;
    at = target;
  }
  return *at;
}

void SchemaWalk::protect_all(const Node& value) const {
  if (!protect_) return;
  const bool scalar = value.is(Kind::kString) || value.is(Kind::kNumber);
  if (scalar && !value.text.empty()) protect_(value.text);
  for (const Member& member : value.members) protect_all(member.value);
  for (const Node& item : value.items) protect_all(item);
}

// Relative to the file that the value stands in; "-" is a standard stream.
void SchemaWalk::place_path(Node& value) const {
  if (!value.is(Kind::kString) || value.text.empty() || value.text == "-") return;
  const std::filesystem::path path(value.text);
  if (path.is_relative())
    value.path = (std::filesystem::path(folder_of(problems_.file(value.at.file))) / path).string();
}

void SchemaWalk::check(const Node& reference, Node& value, const std::string& pointer,
                       size_t depth) {
  // A schema that refers to itself goes only as deep as the value, which parse() has bounded.
  if (depth > 2 * kMaxConfigDepth) return;
  if (value.unresolved) return;  // not used
  const Node& schema = resolve(reference);
  const bool secret = is_true(schema, "x-secret");
  if (secret) protect_all(value);
  // A value from outside would be read as part of the expression. Errors from create about the
  // result would not help, and would show the value.
  if (is_true(schema, "x-expression") && !value.written.empty()) {
    problems_.add(value.at, pointer, in_expression_error(value.written));
    value.text = "`null`";
    return;
  }
  if (!check_type(schema, value, pointer)) return;
  for (std::string& error : scalar_errors(schema, value, secret)) {
    problems_.add(value.at, pointer, std::move(error));
  }
  if (is_true(schema, "x-path")) place_path(value);
  if (value.is(Kind::kObject)) check_object(schema, value, pointer, depth);
  if (value.is(Kind::kArray)) check_array(schema, value, pointer, depth);
  check_alternatives(schema, value, pointer, depth);
}

bool SchemaWalk::check_type(const Node& schema, Node& value, const std::string& pointer) {
  const std::vector<std::string> types = types_of(schema);
  convert_outside(value, types);
  const bool fits = types.empty() || std::any_of(types.begin(), types.end(), [&](const auto& type) {
                      return is_of_type(value, type);
                    });
  if (!fits) {
    problems_.add(value.at, pointer, type_error(value, types, is_true(schema, "x-secret")));
  }
  return fits;
}

void SchemaWalk::check_alternatives(const Node& schema, Node& value, const std::string& pointer,
                                    size_t depth) {
  if (const Node* all = schema.find("allOf")) {
    for (const Node& branch : all->items) check(branch, value, pointer, depth + 1);
  }
  for (const char* keyword : {"anyOf", "oneOf"}) {
    if (const Node* branches = schema.find(keyword)) choose(*branches, value, pointer, depth);
  }
}

// Takes the first branch that fits; if none does, reports the errors of the branch for a value of
// this type. The validator checks that oneOf's other branches do not fit.
void SchemaWalk::choose(const Node& branches, Node& value, const std::string& pointer,
                        size_t depth) {
  const Problems* closest = nullptr;
  bool closest_is_alike = false;
  std::vector<Problems> attempts;
  attempts.reserve(branches.items.size());
  std::vector<std::string> wanted;
  for (const Node& branch : branches.items) {
    Node copy = value;
    Problems& found = attempts.emplace_back(problems_.files());
    SchemaWalk(root_, found, protect_).check(branch, copy, pointer, depth + 1);
    if (found.empty()) {
      value = std::move(copy);
      return;
    }
    const std::vector<std::string> types = types_of(resolve(branch));
    wanted.insert(wanted.end(), types.begin(), types.end());
    const bool same_type =
        types.empty() || std::any_of(types.begin(), types.end(),
                                     [&](const auto& type) { return is_of_type(value, type); });
    if (!same_type) continue;
    const bool alike = is_alike(value, resolve(branch));
    if (closest && (alike == closest_is_alike ? found.size() >= closest->size() : !alike)) continue;
    closest = &found;
    closest_is_alike = alike;
  }
  if (!closest)
    return problems_.add(value.at, pointer, type_error(value, wanted, !value.outside.empty()));
  for (const Problem& problem : closest->sorted()) {
    problems_.add(problem.at, problem.pointer, problem.message);
  }
}

void SchemaWalk::check_object(const Node& schema, Node& value, const std::string& pointer,
                              size_t depth) {
  check_count(schema, value.members.size(), value, pointer);
  if (const Node* properties = schema.find("properties")) {
    for (const Member& property : properties->members) {
      const Node* filled = resolve(property.value).find("default");
      if (!filled || value.find(property.key)) continue;
      Node copy = *filled;
      place_default(copy, value.at);
      value.set(property.key, std::move(copy));
    }
  }
  for (Member& member : value.members) check_member(schema, value, member, pointer, depth);
  check_required(schema, value, pointer);  // a member may be there, misspelt
}

void SchemaWalk::check_member(const Node& schema, const Node& object, Member& member,
                              const std::string& pointer, size_t depth) {
  const std::string at = join_pointer(pointer, member.key);
  const Node* properties = schema.find("properties");
  if (const Node* property = properties ? properties->find(member.key) : nullptr) {
    return check(*property, member.value, at, depth + 1);
  }
  if (schema.find("patternProperties")) return;  // the validator's
  const Node* additional = schema.find("additionalProperties");
  if (is_false(additional)) return unknown_key(schema, object, member, pointer);
  if (additional && additional->is(Kind::kObject)) check(*additional, member.value, at, depth + 1);
}

// The member of that name is told with it: it is missing only because of the misspelling.
void SchemaWalk::unknown_key(const Node& schema, const Node& object, const Member& member,
                             const std::string& pointer) {
  std::vector<std::string> names;
  if (const Node* properties = schema.find("properties")) {
    for (const Member& property : properties->members) names.push_back(property.key);
  }
  std::string message = "unknown key \"" + member.key + "\"";
  if (const auto meant = suggest(member.key, names)) {
    message += did_you_mean(*meant);
    if (!object.find(*meant)) problems_.told_elsewhere(join_pointer(pointer, *meant));
  } else if (names.empty()) {
    message += "; no keys are allowed here";
  } else if (names.size() <= kMostNamesShown) {
    message += "; known are " + list_names(names);
  }
  problems_.add(member.at, join_pointer(pointer, member.key), std::move(message));
}

void SchemaWalk::check_required(const Node& schema, const Node& value, const std::string& pointer) {
  const Node* required = schema.find("required");
  if (!required) return;
  const Node* properties = schema.find("properties");
  for (const Node& name : required->items) {
    const Node* property = properties ? properties->find(name.text) : nullptr;
    const std::string at = join_pointer(pointer, name.text);
    if (value.find(name.text) || problems_.has(at)) continue;
    std::string message = "\"" + name.text + "\" is missing";
    const Node* description = property ? resolve(*property).find("description") : nullptr;
    if (description) message += ": " + description->text.substr(0, description->text.find(". "));
    problems_.add(value.at, pointer, std::move(message));
    problems_.told_elsewhere(at);
  }
}

void SchemaWalk::check_array(const Node& schema, Node& value, const std::string& pointer,
                             size_t depth) {
  check_count(schema, value.items.size(), value, pointer);
  const Node* items = schema.find("items");
  if (items && items->is(Kind::kObject)) {
    for (size_t i = 0; i < value.items.size(); i++) {
      check(*items, value.items[i], join_pointer(pointer, std::to_string(i)), depth + 1);
    }
  }
  if (!is_true(schema, "uniqueItems")) return;
  std::unordered_set<std::string> seen;
  for (size_t i = 0; i < value.items.size(); i++) {
    if (seen.insert(to_json(value.items[i])).second) continue;
    problems_.add(value.items[i].at, join_pointer(pointer, std::to_string(i)),
                  "the item is in the list twice; keep one");
  }
}

void SchemaWalk::check_count(const Node& schema, size_t have, const Node& value,
                             const std::string& pointer) {
  const bool array = value.is(Kind::kArray);
  const std::string what = array ? " items" : " keys";
  const auto bound = [&](const char* keyword) -> std::optional<size_t> {
    const Node* node = schema.find(keyword);
    if (!node) return std::nullopt;
    return std::strtoull(node->text.c_str(), nullptr, 10);
  };
  if (const auto least = bound(array ? "minItems" : "minProperties"); least && have < *least) {
    problems_.add(value.at, pointer,
                  "at least " + std::to_string(*least) + what + " are wanted, there are " +
                      std::to_string(have));
  }
  if (const auto most = bound(array ? "maxItems" : "maxProperties"); most && have > *most) {
    problems_.add(value.at, pointer,
                  "at most " + std::to_string(*most) + what + " are wanted, there are " +
                      std::to_string(have));
  }
}

bool has_unresolved(const Node& value) {
  const auto in_member = [](const Member& member) { return has_unresolved(member.value); };
  return value.unresolved || std::any_of(value.members.begin(), value.members.end(), in_member) ||
         std::any_of(value.items.begin(), value.items.end(), has_unresolved);
}

}  // namespace

bool check_schema(const Node& schema, const CheckTarget& target) {
  const size_t before = target.problems.size();
  SchemaWalk(schema, target.problems, target.protect).check(schema, target.value, target.pointer);
  if (target.problems.size() != before) return false;
  if (has_unresolved(target.value)) return true;
  const std::optional<Violation> violation = validate(schema, target.value);
  if (!violation) return true;
  const Node* wrong = target.value.at_pointer(violation->pointer);
  target.problems.add(wrong ? wrong->at : target.value.at, target.pointer + violation->pointer,
                      "the value does not fit the schema's \"" + violation->keyword + "\"");
  return false;
}

}  // namespace sluice::config
