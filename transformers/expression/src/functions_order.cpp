// max, max_by, min, min_by, sort, sort_by
#include <algorithm>
#include <numeric>
#include <vector>

#include "functions.hpp"

namespace sluice::expression {
namespace {

// The keys of an array's items, read once: all numbers or all strings.
struct Keys {
  std::vector<Decimal> numbers;
  std::vector<std::string_view> strings;

  int compare(size_t a, size_t b) const {
    if (!numbers.empty()) return Decimal::compare(numbers[a], numbers[b]);
    return strings[a].compare(strings[b]);  // UTF-8 bytes sort as code points do
  }
};

bool wrong_key(Evaluator& e, const char* name, uint32_t i, const sluice_value& key, bool first) {
  e.fail(std::string(name) + " takes keys that are all numbers or all strings; " +
         (first ? "key 0" : "key " + std::to_string(i)) + " is " + e.shown(key));
  return false;
}

bool add_key(Evaluator& e, const sluice_value& key, Keys* out) {
  if (is_number(key)) return e.decimal(key, &out->numbers.emplace_back());
  return e.text(key, &out->strings.emplace_back());
}

// `reference` kNoCode: the items are their own keys.
bool read_keys(Evaluator& e, const char* name, sluice_value* array, uint32_t reference, Keys* out) {
  if (!e.expand(array)) return false;
  uint8_t kind = SLUICE_NULL;
  for (uint32_t i = 0; i < array->size; i++) {
    sluice_value* item = &array->as.items[i];
    sluice_value* key = reference == kNoCode ? item : e.run(reference, item);
    if (!key) return e.failed_at(i), false;
    if (i == 0) kind = key->kind;
    if (key->kind != kind || !(is_number(*key) || is_string(*key)))
      return wrong_key(e, name, i, *key, i == 0);
    if (!add_key(e, *key, out)) return false;
  }
  return true;
}

sluice_value* extreme(Evaluator& e, const char* name, sluice_value* array, uint32_t reference,
                      int wanted) {
  Keys keys;
  if (!read_keys(e, name, array, reference, &keys)) return nullptr;
  if (!array->size) return e.null();
  size_t best = 0;
  for (size_t i = 1; i < array->size; i++)
    if (keys.compare(i, best) * wanted > 0) best = i;
  return &array->as.items[best];
}

sluice_value* sorted(Evaluator& e, const char* name, sluice_value* array, uint32_t reference) {
  Keys keys;
  if (!read_keys(e, name, array, reference, &keys)) return nullptr;
  std::vector<uint32_t> order(array->size);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return keys.compare(a, b) < 0; });
  sluice_value* result = e.array(order.size());
  for (size_t i = 0; result && i < order.size(); i++)
    result->as.items[i] = array->as.items[order[i]];
  return result;
}

sluice_value* max(Evaluator& e, const Arguments& args) {
  return extreme(e, "max()", args[0], kNoCode, 1);
}
sluice_value* min(Evaluator& e, const Arguments& args) {
  return extreme(e, "min()", args[0], kNoCode, -1);
}
sluice_value* max_by(Evaluator& e, const Arguments& args) {
  return extreme(e, "max_by()", args[0], args.items[1].reference, 1);
}
sluice_value* min_by(Evaluator& e, const Arguments& args) {
  return extreme(e, "min_by()", args[0], args.items[1].reference, -1);
}
sluice_value* sort(Evaluator& e, const Arguments& args) {
  return sorted(e, "sort()", args[0], kNoCode);
}
sluice_value* sort_by(Evaluator& e, const Arguments& args) {
  return sorted(e, "sort_by()", args[0], args.items[1].reference);
}

constexpr Function kFunctions[] = {
    {"max", 1, 1, {kArrayType}, max},   {"max_by", 2, 2, {kArrayType, kReferenceType}, max_by},
    {"min", 1, 1, {kArrayType}, min},   {"min_by", 2, 2, {kArrayType, kReferenceType}, min_by},
    {"sort", 1, 1, {kArrayType}, sort}, {"sort_by", 2, 2, {kArrayType, kReferenceType}, sort_by},
};

}  // namespace

FunctionList order_functions() { return {kFunctions, std::size(kFunctions)}; }

}  // namespace sluice::expression
