// The evaluator's functions on values: reading, comparing and making them.
#include <algorithm>
#include <cstring>
#include <limits>

#include "sluice/expression/evaluator.hpp"
#include "sluice/record.h"

namespace sluice::expression {
namespace {

constexpr int kMaxCompareDepth = 1000;  // plugins can build deeper trees than the parser admits

int sign_of(int value) { return value < 0 ? -1 : value > 0; }

}  // namespace

sluice_value* Evaluator::fail(sluice_status code, std::string message) {
  failure_ = Status(code, std::move(message));
  is_placed_ = false;
  items_.clear();
  return nullptr;
}

bool Evaluator::fail_host() {
  sluice_status code = batch_->fault ? batch_->fault : SLUICE_E_DATA;
  fail(code, {});
  return false;
}

sluice_value* Evaluator::no_memory() {
  return fail(SLUICE_E_NO_MEMORY, "the batch's memory budget is exhausted");
}

bool Evaluator::expand(sluice_value* value) {
  if (value->kind != SLUICE_KIND_RAW || !batch_->json->expand(batch_, value)) return true;
  return fail_host();
}

bool Evaluator::text(const sluice_value& string, std::string_view* out) {
  if (is_decoded(string)) return *out = text_of(string), true;
  sluice_slice decoded;
  if (batch_->json->decode(batch_, &string, &decoded)) return fail_host();
  *out = view(decoded);
  return true;
}

bool Evaluator::check(DecimalError error, std::string_view what) {
  if (error != DecimalError::kNone) fail(std::string(what) + ": " + describe(error));
  return error == DecimalError::kNone;
}

bool Evaluator::bad_number(DecimalError error, const sluice_value& number) {
  return check(error, "the number " + std::string(text_of(number).substr(0, 40)));
}

sluice_value* Evaluator::number(const Decimal& value) {
  const size_t room = value.is_short() ? Decimal::kShortTextSize : value.text_size();
  auto* result = static_cast<sluice_value*>(allocate(sizeof(sluice_value) + room));
  if (!result) return nullptr;
  char* const block = reinterpret_cast<char*>(result + 1);
  char* const text = value.is_short() ? value.print_before(block + room) : block;
  const size_t size =
      value.is_short() ? static_cast<size_t>(block + room - text) : value.print(block);
  *result = make_scalar(SLUICE_KIND_NUMBER, {text, size});
  return result;
}

sluice_value* Evaluator::string(std::string_view decoded) {
  if (decoded.size() > std::numeric_limits<uint32_t>::max()) return too_long(decoded.size());
  auto* result = static_cast<sluice_value*>(allocate(sizeof(sluice_value)));
  if (result) *result = make_string(decoded);
  return result;
}

sluice_value* Evaluator::too_long(size_t bytes) {
  return fail("a string of " + std::to_string(bytes) + " bytes is over 4 GiB");
}

sluice_value* Evaluator::copied_string(std::string_view decoded) {
  auto* copy = static_cast<char*>(allocate(decoded.size()));
  if (!copy) return nullptr;
  if (!decoded.empty()) memcpy(copy, decoded.data(), decoded.size());
  return string({copy, decoded.size()});
}

sluice_value* Evaluator::array(size_t size) {
  if (size > std::numeric_limits<uint32_t>::max())
    return fail("an array of " + std::to_string(size) + " items is too long");
  auto* result = static_cast<sluice_value*>(allocate((size + 1) * sizeof(sluice_value)));
  if (!result) return nullptr;
  *result = sluice_value{};
  result->kind = SLUICE_KIND_ARRAY;
  result->size = static_cast<uint32_t>(size);
  result->as.items = result + 1;
  return result;
}

sluice_value* Evaluator::object(size_t capacity) {
  void* memory = allocate(sizeof(sluice_value) + capacity * sizeof(sluice_member));
  if (!memory) return nullptr;
  auto* result = static_cast<sluice_value*>(memory);
  *result = sluice_value{};
  result->kind = SLUICE_KIND_OBJECT;
  result->as.members = reinterpret_cast<sluice_member*>(result + 1);
  return result;
}

bool Evaluator::order(const sluice_value& a, const sluice_value& b, int* out) {
  if (is_number(a)) {
    Decimal x, y;
    if (!decimal(a, &x) || !decimal(b, &y)) return false;
    *out = Decimal::compare(x, y);
    return true;
  }
  std::string_view x, y;
  if (!text(a, &x) || !text(b, &y)) return false;
  *out = sign_of(x.compare(y));  // UTF-8 bytes sort as code points do
  return true;
}

bool Evaluator::equal_scalars(const sluice_value& a, const sluice_value& b, bool* out) {
  if (!is_number(a) && !is_string(a)) return *out = true;
  if (text_of(a) == text_of(b) && a.flags == b.flags) return *out = true;
  if (is_string(a) && is_decoded(a) && is_decoded(b)) return *out = text_of(a) == text_of(b), true;
  int result = 0;
  if (!order(a, b, &result)) return false;
  *out = result == 0;
  return true;
}

bool Evaluator::equal(sluice_value* a, sluice_value* b, bool* out, int depth) {
  *out = false;
  if (type_of(*a) != type_of(*b)) return true;
  if (a->kind <= SLUICE_KIND_STRING) {
    if (!is_number(*a) && !is_string(*a)) return *out = a->kind == b->kind, true;
    return equal_scalars(*a, *b, out);
  }
  if (a == b) return *out = true;
  if (a->kind == SLUICE_KIND_RAW && b->kind == SLUICE_KIND_RAW && text_of(*a) == text_of(*b))
    return *out = true;
  if (depth > kMaxCompareDepth)
    return fail("values deeper than " + std::to_string(kMaxCompareDepth) +
                " levels are not compared"),
           false;
  if (!expand(a) || !expand(b)) return false;
  if (a->size != b->size) return true;
  return is_array(*a) ? equal_arrays(a, b, out, depth) : equal_objects(a, b, out, depth);
}

bool Evaluator::equal_arrays(sluice_value* a, sluice_value* b, bool* out, int depth) {
  *out = true;
  for (uint32_t i = 0; *out && i < a->size; i++)
    if (!equal(&a->as.items[i], &b->as.items[i], out, depth + 1)) return false;
  return true;
}

bool Evaluator::equal_objects(sluice_value* a, sluice_value* b, bool* out, int depth) {
  *out = true;
  for (uint32_t i = 0; *out && i < a->size; i++) {
    sluice_member& member = a->as.members[i];
    // Members are mostly in the same order.
    sluice_key key{member.key, member.key_size, member.key_head, i};
    sluice_member* other = sluice_find(batch_, b, &key);
    *out = other != nullptr;
    if (other && !equal(&member.value, &other->value, out, depth + 1)) return false;
  }
  return true;
}

}  // namespace sluice::expression
