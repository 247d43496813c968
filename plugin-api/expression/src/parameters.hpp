// Reading the arguments of functions whose kinds are known: optional ones, whole numbers, words,
// and the bounds of what one call may make. Functions; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "functions.hpp"
#include "sluice/expression/evaluator.hpp"

namespace sluice::expression {

// No call makes more: what a record costs is bounded before it is spent.
constexpr size_t kMostBytes = size_t{16} << 20;
constexpr int64_t kMostCharacters = 1'000'000;
constexpr size_t kMostItems = 1'000'000;

inline bool is_given(const Arguments& args, size_t i) { return i < args.count; }

// The text of argument `i`; `*out` is unchanged if it is left out. False: it failed.
inline bool text_at(Evaluator& e, const Arguments& args, size_t i, std::string_view* out) {
  return !is_given(args, i) || e.text(*args[i], out);
}

// A whole number from `least` to `most`; `*out` is unchanged if it is left out. False: it failed.
// `what`: "width of pad_left()".
bool whole_number_at(Evaluator& e, const Arguments& args, size_t i, const char* what, int64_t least,
                     int64_t most, int64_t* out);

// False, after failing: `name` ("replace()") would make more bytes or items than one call may.
bool too_large(Evaluator& e, const char* name, size_t bytes);
inline bool is_small_enough(Evaluator& e, const char* name, size_t bytes) {
  return bytes <= kMostBytes || too_large(e, name, bytes);
}
bool are_few_enough(Evaluator& e, const char* name, size_t items);

// JSON text without the blanks between its parts: what no step touched is written as received.
std::string compact_json(std::string_view json);

// Appends the text of a value: a text itself, null nothing, anything else its JSON. False: it
// failed.
bool append_text(Evaluator& e, sluice_value* value, std::string* out);

// A message for a word that is not one of `known`: "the mode of round() is one of a, b, not \"c\";
// did you mean b?"
std::string unknown_word_message(const char* what, std::string_view word,
                                 const std::vector<std::string_view>& known);

}  // namespace sluice::expression
