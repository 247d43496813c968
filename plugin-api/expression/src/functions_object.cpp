// from_items, items, keys, merge, values
#include <string_view>

#include "functions.hpp"
#include "members.hpp"

namespace sluice::expression {
namespace {

sluice_value* merge(Evaluator& e, const Arguments& args) {
  size_t total = 0;
  for (size_t i = 0; i < args.count; i++) {
    if (!e.expand(args[i])) return nullptr;
    total += args[i]->size;
  }
  if (total > UINT32_MAX) return e.fail("merge() makes more members than an object holds");
  sluice_value* result = e.object(total);
  if (!result) return nullptr;
  Merger merger(result);
  for (size_t i = 0; i < args.count; i++)
    for (uint32_t k = 0; k < args[i]->size; k++) merger.put(args[i]->as.members[k]);
  return result;
}

sluice_value key_of(const sluice_member& member) {
  return make_string({member.key, member.key_size});
}

sluice_value* keys(Evaluator& e, const Arguments& args) {
  sluice_value* result = e.expand(args[0]) ? e.array(args[0]->size) : nullptr;
  for (uint32_t i = 0; result && i < args[0]->size; i++)
    result->as.items[i] = key_of(args[0]->as.members[i]);
  return result;
}

sluice_value* values(Evaluator& e, const Arguments& args) {
  sluice_value* result = e.expand(args[0]) ? e.array(args[0]->size) : nullptr;
  for (uint32_t i = 0; result && i < args[0]->size; i++)
    result->as.items[i] = args[0]->as.members[i].value;
  return result;
}

sluice_value* items(Evaluator& e, const Arguments& args) {
  sluice_value* result = e.expand(args[0]) ? e.array(args[0]->size) : nullptr;
  for (uint32_t i = 0; result && i < args[0]->size; i++) {
    sluice_value* pair = e.array(2);
    if (!pair) return nullptr;
    pair->as.items[0] = key_of(args[0]->as.members[i]);
    pair->as.items[1] = args[0]->as.members[i].value;
    result->as.items[i] = *pair;
  }
  return result;
}

bool pair_of(Evaluator& e, sluice_value* pair, uint32_t i, sluice_member* out) {
  if (is_array(*pair) && !e.expand(pair)) return false;
  if (pair->kind != SLUICE_KIND_ARRAY || pair->size != 2 || !is_string(pair->as.items[0])) {
    e.fail("from_items() takes pairs of a string and a value; item " + std::to_string(i) +
           " is none");
    return false;
  }
  std::string_view key;
  if (!e.text(pair->as.items[0], &key)) return false;
  *out = member_of(key, pair->as.items[1]);
  return true;
}

sluice_value* from_items(Evaluator& e, const Arguments& args) {
  sluice_value* result = e.expand(args[0]) ? e.object(args[0]->size) : nullptr;
  if (!result) return nullptr;
  Merger merger(result);
  for (uint32_t i = 0; i < args[0]->size; i++) {
    sluice_member member{};
    if (!pair_of(e, &args[0]->as.items[i], i, &member)) return nullptr;
    merger.put(member);
  }
  return result;
}

constexpr Function kObjectFunctions[] = {
    {"from_items",
     1,
     1,
     {kArrayType},
     kObjectType,
     from_items,
     {"pairs", "An object of pairs of a name and a value; the last one of a name holds.",
      "from_items([['a', `1`], ['b', `2`]])", R"({"a":1,"b":2})"}},
    {"items",
     1,
     1,
     {kObjectType},
     kArrayType,
     items,
     {"object", "Its members as pairs of a name and a value.", "items(`{\"a\": 1}`)",
      R"([["a",1]])"}},
    {"keys",
     1,
     1,
     {kObjectType},
     kArrayType,
     keys,
     {"object", "The names of its members.", "keys(`{\"a\": 1, \"b\": 2}`)", R"(["a","b"])"}},
    {"merge",
     1,
     kMany,
     {kObjectType},
     kObjectType,
     merge,
     {"object...", "The members of all; the last one of a name holds.",
      "merge(`{\"a\": 1, \"b\": 2}`, `{\"b\": 3}`)", R"({"a":1,"b":3})"}},
    {"values",
     1,
     1,
     {kObjectType},
     kArrayType,
     values,
     {"object", "The values of its members.", "values(`{\"a\": 1, \"b\": 2}`)", "[1,2]"}},
};

}  // namespace

FunctionList object_functions() {
  return {"structure", kObjectFunctions, std::size(kObjectFunctions)};
}

}  // namespace sluice::expression
