// from_items, items, keys, merge, values
#include <string_view>
#include <unordered_map>

#include "functions.hpp"
#include "sluice/expression/evaluator.hpp"
#include "sluice/record.h"

namespace sluice::expression {
namespace {

// Fills an object whose later members replace earlier ones of the same name.
class Merger {
 public:
  explicit Merger(sluice_value* object) : object_(object) {}

  void put(const sluice_member& member) {
    std::string_view key(member.key, member.key_size);
    auto [found, is_new] = places_.try_emplace(key, object_->size);
    if (is_new)
      object_->as.members[object_->size++] = member;
    else
      object_->as.members[found->second].value = member.value;
  }

 private:
  sluice_value* object_;
  std::unordered_map<std::string_view, uint32_t> places_;
};

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

bool member_of(Evaluator& e, sluice_value* pair, uint32_t i, sluice_member* out) {
  if (is_array(*pair) && !e.expand(pair)) return false;
  if (pair->kind != SLUICE_KIND_ARRAY || pair->size != 2 || !is_string(pair->as.items[0])) {
    e.fail("from_items() takes pairs of a string and a value; item " + std::to_string(i) +
           " is none");
    return false;
  }
  std::string_view key;
  if (!e.text(pair->as.items[0], &key)) return false;
  *out = {key.data(), static_cast<uint32_t>(key.size()), sluice_key_head(key.data(), key.size()),
          pair->as.items[1]};
  return true;
}

sluice_value* from_items(Evaluator& e, const Arguments& args) {
  sluice_value* result = e.expand(args[0]) ? e.object(args[0]->size) : nullptr;
  if (!result) return nullptr;
  Merger merger(result);
  for (uint32_t i = 0; i < args[0]->size; i++) {
    sluice_member member{};
    if (!member_of(e, &args[0]->as.items[i], i, &member)) return nullptr;
    merger.put(member);
  }
  return result;
}

constexpr Function kObjectFunctions[] = {
    {"from_items", 1, 1, {kArrayType}, from_items},
    {"items", 1, 1, {kObjectType}, items},
    {"keys", 1, 1, {kObjectType}, keys},
    {"merge", 1, kMany, {kObjectType}, merge},
    {"values", 1, 1, {kObjectType}, values},
};

}  // namespace

FunctionList object_functions() { return {kObjectFunctions, std::size(kObjectFunctions)}; }

}  // namespace sluice::expression
