// The instructions that make lists and objects.
#include <algorithm>

#include "parameters.hpp"
#include "sluice/expression/evaluator.hpp"
#include "sluice/expression/utf8.hpp"

namespace sluice::expression {
namespace {

// Start, stop and step inside [0, size] (Python's rules); stop is -1 at the least.
struct Range {
  int64_t start, stop, step;
  size_t count() const {
    int64_t distance = step > 0 ? stop - start : start - stop;
    if (distance <= 0) return 0;
    uint64_t stride =
        step > 0 ? static_cast<uint64_t>(step) : uint64_t{0} - static_cast<uint64_t>(step);
    return static_cast<size_t>((static_cast<uint64_t>(distance) - 1) / stride + 1);
  }
};

int64_t bound(int64_t at, int64_t size, bool backwards) {
  if (at < 0) at = at < -size ? -1 : at + size;
  if (at < 0) return backwards ? -1 : 0;
  return std::min(at, backwards ? size - 1 : size);
}

Range range_of(const Slice& slice, size_t items) {
  int64_t size = static_cast<int64_t>(items);
  bool backwards = slice.step < 0;
  Range range{backwards ? size - 1 : 0, backwards ? -1 : size, slice.step};
  if (slice.has_start) range.start = bound(slice.start, size, backwards);
  if (slice.has_stop) range.stop = bound(slice.stop, size, backwards);
  return range;
}

}  // namespace

// Runs `code` on each item in place, leaving out nulls. `items` must be the evaluator's own array.
sluice_value* Evaluator::project(uint32_t code, sluice_value* items) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < items->size; i++) {
    sluice_value* result = operand(code, &items->as.items[i]);
    if (!result) return failed_at(i);
    if (result->kind != SLUICE_KIND_NULL) items->as.items[kept++] = *result;
  }
  items->size = kept;
  return items;
}

sluice_value* Evaluator::list_projection(Code code, sluice_value* current) {
  sluice_value* source = operand(code.a, current);
  if (!source || !is_array(*source)) return source ? null() : nullptr;
  if (!expand(source)) return nullptr;
  sluice_value* result = array(source->size);
  if (!result) return nullptr;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < source->size; i++) {
    sluice_value* item = operand(code.b, &source->as.items[i]);
    if (!item) return failed_at(i);
    if (item->kind != SLUICE_KIND_NULL) result->as.items[kept++] = *item;
  }
  result->size = kept;
  return result;
}

sluice_value* Evaluator::object_projection(Code code, sluice_value* current) {
  sluice_value* source = operand(code.a, current);
  if (!source || !is_object(*source)) return source ? null() : nullptr;
  if (!expand(source)) return nullptr;
  sluice_value* result = array(source->size);
  if (!result) return nullptr;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < source->size; i++) {
    sluice_value* item = operand(code.b, &source->as.members[i].value);
    if (!item) return failed_at(i);
    if (item->kind != SLUICE_KIND_NULL) result->as.items[kept++] = *item;
  }
  result->size = kept;
  return result;
}

sluice_value* Evaluator::flatten(Code code, sluice_value* current) {
  sluice_value* source = operand(code.a, current);
  if (!source || !is_array(*source)) return source ? null() : nullptr;
  if (!expand(source)) return nullptr;
  size_t total = 0;
  for (uint32_t i = 0; i < source->size; i++) {
    sluice_value& item = source->as.items[i];
    if (is_array(item) && !expand(&item)) return nullptr;
    total += is_array(item) ? item.size : 1;
  }
  sluice_value* result = array(total);
  if (!result) return nullptr;
  sluice_value* out = result->as.items;
  for (uint32_t i = 0; i < source->size; i++) {
    const sluice_value& item = source->as.items[i];
    if (is_array(item))
      out = std::copy_n(item.as.items, item.size, out);
    else
      *out++ = item;
  }
  return project(code.b, result);
}

sluice_value* Evaluator::filter(Code code, sluice_value* current) {
  sluice_value* source = operand(code.a, current);
  if (!source || !is_array(*source)) return source ? null() : nullptr;
  if (!expand(source)) return nullptr;
  sluice_value* result = array(source->size);
  if (!result) return nullptr;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < source->size; i++) {
    sluice_value* item = &source->as.items[i];
    sluice_value* holds = operand(code.c, item);
    if (!holds) return failed_at(i);
    if (!is_truthy(*holds)) continue;
    item = operand(code.b, item);
    if (!item) return failed_at(i);
    if (item->kind != SLUICE_KIND_NULL) result->as.items[kept++] = *item;
  }
  result->size = kept;
  return result;
}

sluice_value* Evaluator::slice(Code code, sluice_value* current) {
  sluice_value* source = operand(code.a, current);
  if (!source) return nullptr;
  const Slice& slice = program_.slices[static_cast<size_t>(code.index)];
  if (is_string(*source)) {
    sluice_value* part = sliced_string(slice, *source);
    return part ? operand(code.b, part) : nullptr;
  }
  if (!is_array(*source)) return null();
  sluice_value* part = expand(source) ? sliced_array(slice, source) : nullptr;
  return part ? project(code.b, part) : nullptr;
}

sluice_value* Evaluator::sliced_array(const Slice& slice, sluice_value* source) {
  Range range = range_of(slice, source->size);
  size_t count = range.count();
  sluice_value* result = array(count);
  for (size_t i = 0; result && i < count; i++)
    result->as.items[i] = source->as.items[range.start + static_cast<int64_t>(i) * range.step];
  return result;
}

// Strings are sliced by code points.
sluice_value* Evaluator::sliced_string(const Slice& slice, const sluice_value& source) {
  std::string_view decoded;
  if (!text(source, &decoded)) return nullptr;
  size_t points = count_code_points(decoded);
  auto* starts = static_cast<uint32_t*>(allocate((points + 1) * sizeof(uint32_t)));
  auto* out = starts ? static_cast<char*>(allocate(decoded.size() + 1)) : nullptr;
  if (!out) return nullptr;
  size_t n = 0;
  for (size_t i = 0; i < decoded.size(); i += code_point_size(decoded, i))
    starts[n++] = static_cast<uint32_t>(i);
  starts[n] = static_cast<uint32_t>(decoded.size());
  Range range = range_of(slice, n);
  size_t size = 0;
  for (size_t i = 0, count = range.count(); i < count; i++) {
    size_t at = static_cast<size_t>(range.start + static_cast<int64_t>(i) * range.step);
    size += decoded.copy(out + size, starts[at + 1] - starts[at], starts[at]);
  }
  return string({out, size});
}

// A template: the texts of its parts, one after the other.
sluice_value* Evaluator::filled(Code code, sluice_value* current) {
  std::string out;
  for (uint32_t i = 0; i < code.count; i++) {
    sluice_value* part = operand(program_.operands[code.first + i], current);
    if (!part || !append_text(*this, part, &out)) return nullptr;
    if (!is_small_enough(*this, "the template", out.size())) return placed(code);
  }
  return copied_string(out);
}

sluice_value* Evaluator::multi_list(Code code, sluice_value* current) {
  sluice_value* result = array(code.count);
  for (uint32_t i = 0; result && i < code.count; i++) {
    sluice_value* item = run(program_.operands[code.first + i], current);
    if (!item) return nullptr;
    result->as.items[i] = *item;
  }
  return result;
}

sluice_value* Evaluator::multi_hash(Code code, sluice_value* current) {
  sluice_value* result = object(code.count);
  for (uint32_t i = 0; result && i < code.count; i++) {
    sluice_value* value = run(program_.operands[code.first + i], current);
    if (!value) return nullptr;
    const Step& key = program_.keys[static_cast<size_t>(code.index) + i];
    result->as.members[result->size++] = {key.text, key.size, key.head, *value};
  }
  return result;
}

}  // namespace sluice::expression
