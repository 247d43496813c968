// contains, map, not_null, to_array, type, zip
#include <algorithm>

#include "functions.hpp"
#include "sluice/expression/evaluator.hpp"

namespace sluice::expression {
namespace {

sluice_value* contains(Evaluator& e, const Arguments& args) {
  if (is_string(*args[0])) {
    std::string_view text, part;
    if (!is_string(*args[1])) return e.boolean(false);
    if (!e.text(*args[0], &text) || !e.text(*args[1], &part)) return nullptr;
    return e.boolean(text.find(part) != text.npos);
  }
  if (!e.expand(args[0])) return nullptr;
  for (uint32_t i = 0; i < args[0]->size; i++) {
    bool same = false;
    if (!e.equal(&args[0]->as.items[i], args[1], &same)) return nullptr;
    if (same) return e.boolean(true);
  }
  return e.boolean(false);
}

// Unlike a projection, it keeps nulls.
sluice_value* map(Evaluator& e, const Arguments& args) {
  if (!e.expand(args[1])) return nullptr;
  sluice_value* result = e.array(args[1]->size);
  for (uint32_t i = 0; result && i < args[1]->size; i++) {
    sluice_value* item = e.run(args.items[0].reference, &args[1]->as.items[i]);
    if (!item) return e.failed_at(i);
    result->as.items[i] = *item;
  }
  return result;
}

sluice_value* not_null(Evaluator& e, const Arguments& args) {
  for (size_t i = 0; i < args.count; i++)
    if (args[i]->kind != SLUICE_KIND_NULL) return args[i];
  return e.null();
}

sluice_value* to_array(Evaluator& e, const Arguments& args) {
  if (is_array(*args[0])) return args[0];
  sluice_value* result = e.array(1);
  if (result) result->as.items[0] = *args[0];
  return result;
}

sluice_value* type(Evaluator& e, const Arguments& args) {
  return e.copied_string(type_name(*args[0]));
}

sluice_value* zip(Evaluator& e, const Arguments& args) {
  uint32_t rows = UINT32_MAX;
  for (size_t i = 0; i < args.count; i++) {
    if (!e.expand(args[i])) return nullptr;
    rows = std::min(rows, args[i]->size);
  }
  sluice_value* result = e.array(rows);
  for (uint32_t row = 0; result && row < rows; row++) {
    sluice_value* tuple = e.array(args.count);
    if (!tuple) return nullptr;
    for (size_t i = 0; i < args.count; i++) tuple->as.items[i] = args[i]->as.items[row];
    result->as.items[row] = *tuple;
  }
  return result;
}

constexpr Function kArrayFunctions[] = {
    {"contains", 2, 2, {kArrayType | kStringType, kAnyType}, contains},
    {"map", 2, 2, {kReferenceType, kArrayType}, map},
    {"not_null", 1, kMany, {kAnyType}, not_null},
    {"to_array", 1, 1, {kAnyType}, to_array},
    {"type", 1, 1, {kAnyType}, type},
    {"zip", 1, kMany, {kArrayType}, zip},
};

}  // namespace

FunctionList array_functions() { return {kArrayFunctions, std::size(kArrayFunctions)}; }

}  // namespace sluice::expression
