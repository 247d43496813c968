// max, max_by, min, min_by, sort, sort_by
#include <algorithm>
#include <memory>
#include <new>
#include <numeric>
#include <span>

#include "functions.hpp"
#include "sluice/expression/evaluator.hpp"

namespace sluice::expression {
namespace {

// The keys of an array's items, read once: all numbers or all strings. In the batch's memory,
// to count against its budget.
struct Keys {
  std::span<Decimal> numbers;
  std::span<std::string_view> strings;

  Keys() = default;
  ~Keys() { std::destroy(numbers.begin(), numbers.end()); }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  // Room for the keys of `count` items of such a kind.
  bool start(Evaluator& e, bool are_numbers, size_t count) {
    void* const memory =
        e.allocate(count * (are_numbers ? sizeof(Decimal) : sizeof(std::string_view)));
    if (!memory) return false;
    if (are_numbers)
      numbers = {static_cast<Decimal*>(memory), 0};
    else
      strings = {static_cast<std::string_view*>(memory), 0};
    return true;
  }
  bool add(Evaluator& e, const sluice_value& key) {
    if (is_number(key)) {
      Decimal* const made = new (numbers.data() + numbers.size()) Decimal();
      numbers = {numbers.data(), numbers.size() + 1};
      return e.decimal(key, made);
    }
    auto* const made = new (strings.data() + strings.size()) std::string_view();
    strings = {strings.data(), strings.size() + 1};
    return e.text(key, made);
  }

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

// `reference` kNoCode: the items are their own keys.
bool read_keys(Evaluator& e, const char* name, sluice_value* array, uint32_t reference, Keys* out) {
  if (!e.expand(array)) return false;
  uint8_t kind = SLUICE_KIND_NULL;
  for (uint32_t i = 0; i < array->size; i++) {
    sluice_value* item = &array->as.items[i];
    sluice_value* key = reference == kNoCode ? item : e.run(reference, item);
    if (!key) return e.failed_at(i), false;
    if (i == 0) kind = key->kind;
    if (key->kind != kind || !(is_number(*key) || is_string(*key)))
      return wrong_key(e, name, i, *key, i == 0);
    if (i == 0 && !out->start(e, is_number(*key), array->size)) return false;
    if (!out->add(e, *key)) return false;
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
  auto* const numbers = static_cast<uint32_t*>(e.allocate(array->size * sizeof(uint32_t)));
  if (!numbers) return nullptr;
  const std::span<uint32_t> order(numbers, array->size);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const int result = keys.compare(a, b);
    return result ? result < 0 : a < b;  // stable, without the memory that stable_sort takes
  });
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

constexpr Function kOrderFunctions[] = {
    {"max", 1, 1, {kArrayType}, max},   {"max_by", 2, 2, {kArrayType, kReferenceType}, max_by},
    {"min", 1, 1, {kArrayType}, min},   {"min_by", 2, 2, {kArrayType, kReferenceType}, min_by},
    {"sort", 1, 1, {kArrayType}, sort}, {"sort_by", 2, 2, {kArrayType, kReferenceType}, sort_by},
};

}  // namespace

FunctionList order_functions() { return {kOrderFunctions, std::size(kOrderFunctions)}; }

}  // namespace sluice::expression
