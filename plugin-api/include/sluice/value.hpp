// A view of one value of a record's lazy tree: two pointers, copied freely, valid as long as its
// batch. Reading expands the level that is read; use it on the component's lane only.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/field.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice {

class Value {
 public:
  Value() = default;  // "absent": what a failed lookup returns
  Value(sluice_batch* batch, sluice_value* value) : batch_(batch), value_(value) {}

  bool exists() const { return value_ != nullptr; }
  explicit operator bool() const { return exists(); }
  sluice_value* abi() const { return value_; }
  sluice_batch* batch() const { return batch_; }

  bool is_null() const { return is(SLUICE_KIND_NULL); }
  bool is_true() const { return is(SLUICE_KIND_TRUE); }
  bool is_bool() const { return is(SLUICE_KIND_TRUE) || is(SLUICE_KIND_FALSE); }
  bool is_number() const { return is(SLUICE_KIND_NUMBER); }
  bool is_string() const { return is(SLUICE_KIND_STRING); }
  bool is_object() const {
    return is(SLUICE_KIND_OBJECT) || (is(SLUICE_KIND_RAW) && (value_->flags & SLUICE_VALUE_OBJECT));
  }
  bool is_array() const {
    return is(SLUICE_KIND_ARRAY) || (is(SLUICE_KIND_RAW) && !(value_->flags & SLUICE_VALUE_OBJECT));
  }

  // The text as it stands in the record: a number's digits, a string still escaped. Empty for
  // absent, object and array.
  std::string_view text() const {
    if (!value_ || value_->kind == SLUICE_KIND_OBJECT || value_->kind == SLUICE_KIND_ARRAY)
      return {};
    return {value_->as.text, value_->size};
  }
  // The decoded string. E_DATA if it is not a string, or one that has no UTF-8 form.
  Result<std::string_view> string() const {
    if (!is_string()) return Status::data("not a string");
    sluice_slice out{};
    if (auto code = batch_->json->decode(batch_, value_, &out)) return Status(code, "bad string");
    return view(out);
  }
  // The decoded string, or `other` where there is none.
  std::string_view string_or(std::string_view other) const {
    auto decoded = string();
    return decoded ? *decoded : other;
  }
  // An integer number that fits, or `other`.
  int64_t integer_or(int64_t other) const {
    if (!is_number()) return other;
    int64_t out = 0;
    std::string_view digits = text();
    bool negative = !digits.empty() && digits.front() == '-';
    if (negative) digits.remove_prefix(1);
    for (char c : digits) {
      if (c < '0' || c > '9') return other;
      if (out > (std::numeric_limits<int64_t>::max() - (c - '0')) / 10) return other;
      out = out * 10 + (c - '0');
    }
    return negative ? -out : out;
  }
  bool bool_or(bool other) const { return is_bool() ? is_true() : other; }
  // A number as a double, where exact digits do not matter (text() has them). E_DATA: no number.
  Result<double> number() const {
    if (!is_number()) return Status::data("not a number");
    return std::strtod(std::string(text()).c_str(), nullptr);
  }
  // Compact JSON text, in the batch's arena.
  Result<std::string_view> json() const {
    sluice_slice out{};
    if (auto code = batch_->json->write(batch_, value_, &out))
      return Status(code, "value cannot be written");
    return view(out);
  }

  // The member `key`, or an absent value. Pass a `hint` kept between records to save the scan.
  Value find(std::string_view key, uint32_t* hint = nullptr) const {
    if (!value_) return {};
    sluice_key wanted = sluice_key_of(key.data(), key.size());
    if (hint) wanted.hint = *hint;
    sluice_member* m = sluice_find(batch_, value_, &wanted);
    if (hint) *hint = wanted.hint;
    return m ? Value(batch_, &m->value) : Value();
  }
  Value operator[](std::string_view key) const { return find(key); }

  // The same for a member that is looked for in each record.
  Value find(Field& field) const {
    sluice_member* m = value_ ? sluice_find(batch_, value_, field.key()) : nullptr;
    return m ? Value(batch_, &m->value) : Value();
  }
  // The member of an object, added as null where it is missing. E_DATA: no object; E_NO_MEMORY.
  Result<Value> find_or_append(Field& field) const {
    if (!value_) return Status::data("there is no object");
    if (sluice_member* m = sluice_find_or_append(batch_, value_, field.key()))
      return Value(batch_, &m->value);
    const std::string name(field.name());
    if (batch_->fault == SLUICE_E_NO_MEMORY) return no_memory();
    return Status::data("no object, which could have \"" + name + "\"");
  }

  // Takes out the members of an object for which `goes(name, value)` is true; the others are not
  // copied. Does nothing to any other value.
  template <class Goes>
  void remove_if(Goes&& goes) const {
    sluice_member* first = value_ ? sluice_members(batch_, value_) : nullptr;
    if (!first) return;
    sluice_member* end = std::remove_if(first, first + value_->size, [&](sluice_member& m) {
      return goes(std::string_view(m.key, m.key_size), Value(batch_, &m.value));
    });
    value_->size = static_cast<uint32_t>(end - first);
  }

  // Changes this value in place; text is copied into the batch. E_NO_MEMORY when its budget is
  // exhausted. REQUIRES: exists()
  Status set(std::string_view text) const {
    auto* copy = static_cast<char*>(sluice_alloc(batch_->arena, text.size()));
    if (!copy && !text.empty()) return no_memory();
    if (!text.empty()) std::memcpy(copy, text.data(), text.size());
    *value_ = sluice_string(copy ? copy : "", static_cast<uint32_t>(text.size()));
    return {};
  }
  Status set(const char* text) const { return set(std::string_view(text)); }
  Status set(const std::string& text) const { return set(std::string_view(text)); }
  Status set(bool value) const {
    return value ? set_scalar(SLUICE_KIND_TRUE, "true") : set_scalar(SLUICE_KIND_FALSE, "false");
  }
  Status set(std::nullptr_t) const { return set_scalar(SLUICE_KIND_NULL, "null"); }
  Status set(std::integral auto number) const {
    return set_scalar(SLUICE_KIND_NUMBER, std::to_string(number));
  }
  // Another value of the same batch, which both share from now on.
  Status set(const Value& other) const { return *value_ = *other.value_, Status(); }
  // A number by its digits, as JSON writes them ("19.90"): it is written with these. E_DATA: no
  // number.
  Status set_number(std::string_view digits) const {
    sluice_value number{};
    if (auto code = batch_->json->parse(batch_, slice(digits), &number); code == SLUICE_E_NO_MEMORY)
      return no_memory();
    else if (code || number.kind != SLUICE_KIND_NUMBER)
      return Status::data("not a number: " + std::string(digits.substr(0, 40)));
    return *value_ = number, Status();
  }

  // Number of members or items; 0 for everything else.
  size_t size() const {
    if (!value_) return 0;
    if (is_object()) return sluice_members(batch_, value_) ? value_->size : 0;
    return is_array() && sluice_items(batch_, value_) ? value_->size : 0;
  }
  // REQUIRES: is_array(), i < size()
  Value item(size_t i) const { return {batch_, sluice_items(batch_, value_) + i}; }
  // REQUIRES: is_object(), i < size()
  std::string_view key(size_t i) const {
    const sluice_member& m = sluice_members(batch_, value_)[i];
    return {m.key, m.key_size};
  }
  Value member(size_t i) const { return {batch_, &sluice_members(batch_, value_)[i].value}; }

 private:
  static Status no_memory() {
    return {SLUICE_E_NO_MEMORY, "the batch's memory budget is exhausted"};
  }
  Status set_scalar(int kind, std::string_view text) const {
    const sluice_value made = sluice_scalar(batch_, kind, text.data(), text.size());
    if (!made.as.text) return no_memory();
    return *value_ = made, Status();
  }
  bool is(uint8_t kind) const { return value_ && value_->kind == kind; }

  sluice_batch* batch_ = nullptr;
  sluice_value* value_ = nullptr;
};

}  // namespace sluice
