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
    {"contains",
     2,
     2,
     {kArrayType | kStringType, kAnyType},
     kBooleanType,
     contains,
     {"value, part", "Whether a text has the part in it, or an array an item that equals it.",
      "contains(['red', 'blue'], 'red')", "true"}},
    {"map",
     2,
     2,
     {kReferenceType, kArrayType},
     kArrayType,
     map,
     {"&expression, array", "The expression on each item. Unlike a projection, it keeps nulls.",
      "map(&name, `[{\"name\": \"A\"}, {}]`)", R"(["A",null])"}},
    {"not_null",
     1,
     kMany,
     {kAnyType},
     kAnyType,
     not_null,
     {"value...", "The first value that is not null; null if all are.",
      "not_null(`null`, 'b', 'c')", R"("b")"}},
    {"to_array",
     1,
     1,
     {kAnyType},
     kArrayType,
     to_array,
     {"value", "An array itself; anything else as an array of it alone.", "to_array('a')",
      R"(["a"])"}},
    {"type",
     1,
     1,
     {kAnyType},
     kStringType,
     type,
     {"value", "`null`, `boolean`, `number`, `string`, `array` or `object`.", "type(`1.5`)",
      R"("number")"}},
    {"zip",
     1,
     kMany,
     {kArrayType},
     kArrayType,
     zip,
     {"array...", "The first items together, the second ones, up to the shortest array's end.",
      "zip(['a', 'b'], `[1, 2]`)", R"([["a",1],["b",2]])"}},
};

}  // namespace

FunctionList array_functions() {
  return {"structure", kArrayFunctions, std::size(kArrayFunctions)};
}

}  // namespace sluice::expression
