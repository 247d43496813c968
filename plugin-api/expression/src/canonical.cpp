#include "sluice/expression/canonical.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "characters.hpp"
#include "sluice/record.h"

namespace sluice::expression {
namespace {

constexpr int kDeepest = 2048;  // as deep as the host writes
// A tree with shared parts can be far larger written out than in memory.
constexpr size_t kLongest = size_t{256} << 20;
// Larger exponents have no use, and sums of exponents stay within 64 bits.
constexpr size_t kExponentDigits = 17;

// A number regardless of its spelling: digits * 10^exponent, without zeros at
// either end of the digits. The digits are in two parts of its text, around the point.
struct PlainNumber {
  bool negative = false;
  std::string_view first, second;
  int64_t exponent = 0;
};

// False: it has too many digits.
bool read_bounded_exponent(std::string_view text, int64_t* out) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  if (text.size() > kExponentDigits) return false;
  int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  *out = negative ? -value : value;
  return true;
}

void strip_zeros(PlainNumber& number) {
  const auto strip_front = [](std::string_view& part) {
    part.remove_prefix(std::min(part.find_first_not_of('0'), part.size()));
    return part.empty();
  };
  if (strip_front(number.first)) strip_front(number.second);
  const auto strip_back = [](std::string_view& part) {
    const size_t kept = part.find_last_not_of('0') + 1;
    const size_t zeros = part.size() - kept;
    part = part.substr(0, kept);
    return zeros;
  };
  number.exponent += static_cast<int64_t>(strip_back(number.second));
  if (number.second.empty()) number.exponent += static_cast<int64_t>(strip_back(number.first));
}

// REQUIRES: `text` is a JSON number. False: its exponent is too large.
bool read_number(std::string_view text, PlainNumber* out) {
  size_t at = text.starts_with('-') ? 1 : 0;
  out->negative = at == 1;
  out->first = text.substr(at, digits_at(text, at));
  at += out->first.size();
  if (at < text.size() && text[at] == '.') {
    out->second = text.substr(at + 1, digits_at(text, at + 1));
    at += 1 + out->second.size();
  }
  if (at < text.size() && !read_bounded_exponent(text.substr(at + 1), &out->exponent)) return false;
  out->exponent -= static_cast<int64_t>(out->second.size());
  strip_zeros(*out);
  if (out->first.empty() && out->second.empty()) *out = {};
  return true;
}

bool by_name(const sluice_member* a, const sluice_member* b) {
  return std::string_view(a->key, a->key_size) < std::string_view(b->key, b->key_size);
}

}  // namespace

// Memory of expanded values is returned, as far as it is in one chunk of the arena.
bool Canonical::write(const sluice_value& value) {
  sluice_arena* const arena = evaluator_.batch()->arena;
  char* const next = arena->next;
  char* const end = arena->end;
  written_ = 0;
  const bool done = any(value, 0);
  if (arena->end == end) arena->next = next;
  return done;
}

bool Canonical::put(std::string_view bytes) {
  written_ += bytes.size();
  if (written_ > kLongest) {
    evaluator_.fail("the value is over " + std::to_string(kLongest) +
                    " bytes when it is written out, too large to be compared");
    return false;
  }
  sink_.put(bytes);
  return true;
}

// The kind and the size: consecutive values cannot run into each other.
bool Canonical::put_sized(char kind, size_t size) {
  char text[24] = {kind};
  char* const end = std::to_chars(text + 1, text + sizeof text - 1, size).ptr;
  *end = ':';
  return put({text, static_cast<size_t>(end + 1 - text)});
}

bool Canonical::put_text(char kind, std::string_view text) {
  return put_sized(kind, text.size()) && put(text);
}

bool Canonical::any(sluice_value value, int depth) {
  if (depth > kDeepest) return evaluator_.fail("the value nests too deep to be compared"), false;
  if (!evaluator_.expand(&value)) return false;
  switch (value.kind) {
    case SLUICE_KIND_NULL:
      return put("z");
    case SLUICE_KIND_FALSE:
      return put("f");
    case SLUICE_KIND_TRUE:
      return put("t");
    case SLUICE_KIND_NUMBER:
      return number(text_of(value));
    case SLUICE_KIND_STRING:
      return string(value);
    case SLUICE_KIND_ARRAY:
      return array(value, depth);
    case SLUICE_KIND_OBJECT:
      return object(value, depth);
    default:
      return evaluator_.fail("the value is of a kind that does not exist"), false;
  }
}

bool Canonical::number(std::string_view text) {
  PlainNumber plain;
  if (!is_json_number(text) || !read_number(text, &plain)) {
    evaluator_.fail("the number " + std::string(text.substr(0, 40)) + " cannot be compared");
    return false;
  }
  char exponent[24];
  char* const end = std::to_chars(exponent, exponent + sizeof exponent, plain.exponent).ptr;
  return put_sized(plain.negative ? '-' : '+', plain.first.size() + plain.second.size()) &&
         put(plain.first) && put(plain.second) &&
         put_text('e', {exponent, static_cast<size_t>(end - exponent)});
}

bool Canonical::string(const sluice_value& value) {
  std::string_view text;
  return evaluator_.text(value, &text) && put_text('s', text);
}

bool Canonical::array(const sluice_value& value, int depth) {
  if (!put_sized('a', value.size)) return false;
  for (uint32_t i = 0; i < value.size; i++)
    if (!any(value.as.items[i], depth + 1)) return false;
  return true;
}

bool Canonical::object(const sluice_value& value, int depth) {
  auto** const order = static_cast<const sluice_member**>(
      evaluator_.allocate(value.size * sizeof(const sluice_member*)));
  if (!order) return false;
  for (uint32_t i = 0; i < value.size; i++) order[i] = &value.as.members[i];
  std::sort(order, order + value.size, by_name);
  if (!put_sized('o', value.size)) return false;
  for (uint32_t i = 0; i < value.size; i++) {
    const sluice_member& m = *order[i];
    if (!put_text('m', {m.key, m.key_size}) || !any(m.value, depth + 1)) return false;
  }
  return true;
}

}  // namespace sluice::expression
