// chunk, compact, default, enumerate, merge_deep, omit, pick, range, rename_keys, require, unique
#include <algorithm>
#include <functional>
#include <string>
#include <unordered_set>
#include <vector>

#include "members.hpp"
#include "parameters.hpp"
#include "sluice/expression/canonical.hpp"

namespace sluice::expression {
namespace {

std::string_view key_text(const sluice_member& member) { return {member.key, member.key_size}; }

// Null, or text, an array or an object with nothing in it. Not false, and not 0.
bool is_nothing(const sluice_value& value) {
  return value.kind != SLUICE_KIND_FALSE && !is_truthy(value);
}

sluice_value* default_of(Evaluator&, const Arguments& args) {
  return is_nothing(*args[0]) ? args[1] : args[0];
}

sluice_value* require(Evaluator& e, const Arguments& args) {
  std::string_view message;
  if (!is_nothing(*args[0])) return args[0];
  return e.text(*args[1], &message) ? e.fail(std::string(message)) : nullptr;
}

sluice_value* compact_array(Evaluator& e, const sluice_value& array) {
  sluice_value* const result = e.array(array.size);
  uint32_t kept = 0;
  for (uint32_t i = 0; result && i < array.size; i++)
    if (array.as.items[i].kind != SLUICE_KIND_NULL) result->as.items[kept++] = array.as.items[i];
  if (result) result->size = kept;
  return result;
}

// The members for which `is_kept` holds.
template <class IsKept>
sluice_value* members_of(Evaluator& e, const sluice_value& object, IsKept is_kept) {
  sluice_value* const result = e.object(object.size);
  for (uint32_t i = 0; result && i < object.size; i++)
    if (is_kept(object.as.members[i])) result->as.members[result->size++] = object.as.members[i];
  return result;
}

sluice_value* compact_value(Evaluator& e, const Arguments& args) {
  if (!e.expand(args[0])) return nullptr;
  if (is_array(*args[0])) return compact_array(e, *args[0]);
  return members_of(e, *args[0],
                    [](const sluice_member& m) { return m.value.kind != SLUICE_KIND_NULL; });
}

using Names = std::unordered_set<std::string_view>;

bool read_names(Evaluator& e, const char* function, sluice_value* array, Names* out) {
  if (!e.expand(array)) return false;
  for (uint32_t i = 0; i < array->size; i++) {
    const sluice_value& item = array->as.items[i];
    std::string_view name;
    if (!is_string(item))
      return e.fail(std::string(function) + " takes an array of names; item " + std::to_string(i) +
                    " is " + e.shown(item)),
             false;
    if (!e.text(item, &name)) return false;
    out->insert(name);
  }
  return true;
}

sluice_value* chosen(Evaluator& e, const Arguments& args, const char* function, bool named) {
  Names names;
  if (!e.expand(args[0]) || !read_names(e, function, args[1], &names)) return nullptr;
  return members_of(e, *args[0],
                    [&](const sluice_member& m) { return names.contains(key_text(m)) == named; });
}

sluice_value* pick(Evaluator& e, const Arguments& args) { return chosen(e, args, "pick()", true); }
sluice_value* omit(Evaluator& e, const Arguments& args) { return chosen(e, args, "omit()", false); }

sluice_value* rename_keys(Evaluator& e, const Arguments& args) {
  std::unordered_map<std::string_view, std::string_view> names;
  if (!e.expand(args[0]) || !e.expand(args[1])) return nullptr;
  for (uint32_t i = 0; i < args[1]->size; i++) {
    const sluice_member& m = args[1]->as.members[i];
    if (!is_string(m.value))
      return e.fail("rename_keys() takes an object of names; " + std::string(key_text(m)) + " is " +
                    e.shown(m.value));
    if (!e.text(m.value, &names[key_text(m)])) return nullptr;
  }
  sluice_value* const result = e.object(args[0]->size);
  if (!result) return nullptr;
  Merger merger(result);
  for (uint32_t i = 0; i < args[0]->size; i++) {
    const sluice_member& m = args[0]->as.members[i];
    const auto name = names.find(key_text(m));
    merger.put(name == names.end() ? m : member_of(name->second, m.value));
  }
  return result;
}

// Members of both objects; the arguments stay as they are.
sluice_value* deep(Evaluator& e, sluice_value* a, sluice_value* b, int depth) {
  constexpr int kMostLevels = 100;
  if (depth > kMostLevels) return e.fail("merge_deep() takes objects of at most 100 levels");
  if (!e.expand(a) || !e.expand(b)) return nullptr;
  sluice_value* const result = e.object(size_t{a->size} + b->size);
  if (!result) return nullptr;
  Merger merger(result);
  for (uint32_t i = 0; i < a->size; i++) merger.put(a->as.members[i]);
  for (uint32_t i = 0; i < b->size; i++) {
    sluice_member member = b->as.members[i];
    sluice_value* const there = merger.find(key_text(member));
    if (there && is_object(*there) && is_object(member.value)) {
      const sluice_value* const both = deep(e, there, &b->as.members[i].value, depth + 1);
      if (!both) return nullptr;
      member.value = *both;
    }
    merger.put(member);
  }
  return result;
}

sluice_value* merge_deep(Evaluator& e, const Arguments& args) {
  sluice_value* result = args[0];
  for (size_t i = 1; result && i < args.count; i++) result = deep(e, result, args[i], 0);
  return result;
}

sluice_value* chunk(Evaluator& e, const Arguments& args) {
  int64_t size = 1;
  if (!e.expand(args[0]) || !whole_number_at(e, args, 1, "size of chunk()", 1, UINT32_MAX, &size))
    return nullptr;
  const auto step = static_cast<uint32_t>(size);
  const uint32_t count = args[0]->size;
  sluice_value* const result = e.array(count / step + (count % step != 0));
  for (uint32_t at = 0, i = 0; result && i < result->size; i++, at += step) {
    sluice_value* const part = e.array(std::min(step, count - at));
    if (!part) return nullptr;
    std::copy_n(args[0]->as.items + at, part->size, part->as.items);
    result->as.items[i] = *part;
  }
  return result;
}

sluice_value* enumerate(Evaluator& e, const Arguments& args) {
  int64_t first = 0;
  if (!e.expand(args[0]) ||
      !whole_number_at(e, args, 1, "start of enumerate()", INT32_MIN, INT32_MAX, &first))
    return nullptr;
  sluice_value* const result = e.array(args[0]->size);
  for (uint32_t i = 0; result && i < args[0]->size; i++) {
    sluice_value* const pair = e.object(2);
    const sluice_value* const place = pair ? e.number(first + i) : nullptr;
    if (!place) return nullptr;
    pair->as.members[pair->size++] = member_of("index", *place);
    pair->as.members[pair->size++] = member_of("value", args[0]->as.items[i]);
    result->as.items[i] = *pair;
  }
  return result;
}

sluice_value* range(Evaluator& e, const Arguments& args) {
  int64_t start = 0, end = 0, step = 1;
  const bool has_start = is_given(args, 1);
  if (!whole_number_at(e, args, 0, "start of range()", INT32_MIN, INT32_MAX, &start) ||
      !whole_number_at(e, args, 1, "end of range()", INT32_MIN, INT32_MAX, &end) ||
      !whole_number_at(e, args, 2, "step of range()", INT32_MIN, INT32_MAX, &step))
    return nullptr;
  if (step == 0) return e.fail("the step of range() is not 0");
  if (!has_start) std::swap(start, end);
  const int64_t distance = step > 0 ? end - start : start - end;
  const int64_t stride = std::abs(step);
  const int64_t count = distance <= 0 ? 0 : (distance - 1) / stride + 1;
  sluice_value* const result = are_few_enough(e, "range()", static_cast<size_t>(count))
                                   ? e.array(static_cast<size_t>(count))
                                   : nullptr;
  for (int64_t i = 0; result && i < count; i++) {
    const sluice_value* const item = e.number(start + i * step);
    if (!item) return nullptr;
    result->as.items[i] = *item;
  }
  return result;
}

class TextSink final : public Canonical::Sink {
 public:
  void put(std::string_view bytes) override { text += bytes; }
  std::string text;
};

sluice_value* unique(Evaluator& e, const Arguments& args) {
  if (!e.expand(args[0])) return nullptr;
  sluice_value* const result = e.array(args[0]->size);
  std::unordered_set<std::string> seen;
  uint32_t kept = 0;
  for (uint32_t i = 0; result && i < args[0]->size; i++) {
    TextSink sink;
    if (!Canonical(e, sink).write(args[0]->as.items[i])) return nullptr;
    if (seen.insert(std::move(sink.text)).second) result->as.items[kept++] = args[0]->as.items[i];
  }
  if (result) result->size = kept;
  return result;
}

constexpr Function kStructureFunctions[] = {
    {"chunk",
     2,
     2,
     {kArrayType, kNumberType},
     kArrayType,
     chunk,
     {"array, size", "The array in parts of so many items; the last one may have fewer.",
      "chunk(`[1, 2, 3, 4, 5]`, `2`)", "[[1,2],[3,4],[5]]"}},
    {"compact",
     1,
     1,
     {kArrayType | kObjectType},
     kArrayType | kObjectType,
     compact_value,
     {"value", "An array without its nulls, or an object without the members that are null.",
      "compact(`[1, null, 2]`)", "[1,2]"}},
    {"default",
     2,
     2,
     {kAnyType},
     kAnyType,
     default_of,
     {"value, other",
      "The value, or the other one if it is null, or text, an array or an object with nothing in "
      "it. "
      "0 and false are values.",
      "default('', 'unknown')", R"("unknown")"}},
    {"enumerate",
     1,
     2,
     {kArrayType, kNumberType},
     kArrayType,
     enumerate,
     {"array, start?",
      "Each item with its place, from 0 or `start`, as members `index` and `value`.",
      "enumerate(['a', 'b'], `1`)", R"([{"index":1,"value":"a"},{"index":2,"value":"b"}])"}},
    {"merge_deep",
     1,
     kMany,
     {kObjectType},
     kObjectType,
     merge_deep,
     {"object...",
      "As `merge`, and where a member is an object in both, the members of both. Arrays are "
      "replaced.",
      "merge_deep(`{\"a\": {\"x\": 1, \"y\": 2}}`, `{\"a\": {\"y\": 3}}`)",
      R"({"a":{"x":1,"y":3}})"}},
    {"omit",
     2,
     2,
     {kObjectType, kArrayType},
     kObjectType,
     omit,
     {"object, names", "The object without the members of these names.",
      "omit(`{\"a\": 1, \"b\": 2}`, ['a'])", R"({"b":2})"}},
    {"pick",
     2,
     2,
     {kObjectType, kArrayType},
     kObjectType,
     pick,
     {"object, names", "The object with the members of these names only.",
      "pick(`{\"a\": 1, \"b\": 2}`, ['a'])", R"({"a":1})"}},
    {"range",
     1,
     3,
     {kNumberType},
     kArrayType,
     range,
     {"start, end?, step?",
      "Whole numbers from `start` to before `end`; with one argument, from 0 to before it.",
      "range(`1`, `10`, `3`)", "[1,4,7]"}},
    {"rename_keys",
     2,
     2,
     {kObjectType},
     kObjectType,
     rename_keys,
     {"object, names", "The object with new names: `names` has a member for each old name.",
      "rename_keys(`{\"sku\": 1, \"qty\": 2}`, `{\"sku\": \"code\"}`)", R"({"code":1,"qty":2})"}},
    {"require",
     2,
     2,
     {kAnyType, kStringType},
     kAnyType,
     require,
     {"value, message",
      "The value; if it is null, or text, an array or an object with nothing in it, the record "
      "fails "
      "with the message.",
      "require('A-1', 'the sku is missing')", R"("A-1")"}},
    {"unique",
     1,
     1,
     {kArrayType},
     kArrayType,
     unique,
     {"array", "The array without items that equal an earlier one.", "unique(`[1, 2, 1.0]`)",
      "[1,2]"}},
};

}  // namespace

FunctionList structure_functions() {
  return {"structure", kStructureFunctions, std::size(kStructureFunctions)};
}

}  // namespace sluice::expression
