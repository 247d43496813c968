// group_by, max, max_by, min, min_by, sort, sort_by
#include <algorithm>
#include <memory>
#include <new>
#include <numeric>
#include <span>
#include <unordered_map>
#include <vector>

#include "functions.hpp"
#include "members.hpp"

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

bool read_group(Evaluator& e, sluice_value* item, uint32_t i, uint32_t reference,
                std::string_view* out) {
  sluice_value* const key = e.run(reference, item);
  if (!key) return e.failed_at(i), false;
  if (is_string(*key)) return e.text(*key, out);
  return e.fail("group_by() takes texts as keys; key " + std::to_string(i) + " is " +
                e.shown(*key) + "; to_string() or default() makes it one"),
         false;
}

struct Group {
  std::string_view name;
  uint32_t size = 0;
};

// Which group each item is in, and the groups in the order they are met.
struct Groups {
  std::vector<uint32_t> of_item;
  std::vector<Group> all;

  bool read(Evaluator& e, sluice_value* array, uint32_t reference) {
    std::unordered_map<std::string_view, uint32_t> places;
    of_item.resize(array->size);
    for (uint32_t i = 0; i < array->size; i++) {
      std::string_view name;
      if (!read_group(e, &array->as.items[i], i, reference, &name)) return false;
      const auto [place, is_new] = places.try_emplace(name, static_cast<uint32_t>(all.size()));
      if (is_new) all.push_back({name});
      of_item[i] = place->second;
      all[place->second].size++;
    }
    return true;
  }
};

sluice_value* group_by(Evaluator& e, const Arguments& args) {
  Groups groups;
  sluice_value* const array = args[0];
  if (!e.expand(array) || !groups.read(e, array, args.items[1].reference)) return nullptr;
  sluice_value* const result = e.object(groups.all.size());
  if (!result) return nullptr;
  for (const Group& group : groups.all) {
    sluice_value* const members = e.array(group.size);
    if (!members) return nullptr;
    members->size = 0;
    result->as.members[result->size++] = member_of(group.name, *members);
  }
  for (uint32_t i = 0; i < array->size; i++) {
    sluice_value& members = result->as.members[groups.of_item[i]].value;
    members.as.items[members.size++] = array->as.items[i];
  }
  return result;
}

constexpr uint8_t kExtreme = kNumberType | kStringType | kNullType;

constexpr Function kOrderFunctions[] = {
    {"group_by",
     2,
     2,
     {kArrayType, kReferenceType},
     kObjectType,
     group_by,
     {"array, &expression",
      "An object of arrays: the items for which the expression gives the same text.",
      "group_by(`[{\"c\": \"x\", \"n\": 1}, {\"c\": \"y\", \"n\": 2}, {\"c\": \"x\", \"n\": 3}]`, "
      "&c)",
      R"({"x":[{"c":"x","n":1},{"c":"x","n":3}],"y":[{"c":"y","n":2}]})"}},
    {"max",
     1,
     1,
     {kArrayType},
     kExtreme,
     max,
     {"array", "The largest of numbers or of texts; null of an empty array.", "max(`[3, 10, 7]`)",
      "10"}},
    {"max_by",
     2,
     2,
     {kArrayType, kReferenceType},
     kAnyType,
     max_by,
     {"array, &expression", "The item for which the expression gives the most.",
      "max_by(`[{\"n\": 1}, {\"n\": 5}]`, &n)", R"({"n":5})"}},
    {"min",
     1,
     1,
     {kArrayType},
     kExtreme,
     min,
     {"array", "The smallest of numbers or of texts; null of an empty array.", "min(`[3, 10, 7]`)",
      "3"}},
    {"min_by",
     2,
     2,
     {kArrayType, kReferenceType},
     kAnyType,
     min_by,
     {"array, &expression", "The item for which the expression gives the least.",
      "min_by(`[{\"n\": 1}, {\"n\": 5}]`, &n)", R"({"n":1})"}},
    {"sort",
     1,
     1,
     {kArrayType},
     kArrayType,
     sort,
     {"array", "Numbers by value, or texts by code point.", "sort(['b', 'a'])", R"(["a","b"])"}},
    {"sort_by",
     2,
     2,
     {kArrayType, kReferenceType},
     kArrayType,
     sort_by,
     {"array, &expression", "Items by what the expression gives, equal ones in their order.",
      "sort_by(`[{\"n\": 2}, {\"n\": 1}]`, &n)", R"([{"n":1},{"n":2}])"}},
};

}  // namespace

FunctionList order_functions() {
  return {"structure", kOrderFunctions, std::size(kOrderFunctions)};
}

}  // namespace sluice::expression
