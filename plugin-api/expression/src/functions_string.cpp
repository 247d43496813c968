// ends_with, join, length, lower, reverse, starts_with, to_string, upper
#include <algorithm>
#include <cstring>

#include "characters.hpp"
#include "functions.hpp"
#include "sluice/expression/evaluator.hpp"
#include "sluice/expression/utf8.hpp"
#include "sluice/record.h"

namespace sluice::expression {
namespace {

bool two_texts(Evaluator& e, const Arguments& args, std::string_view* a, std::string_view* b) {
  return e.text(*args[0], a) && e.text(*args[1], b);
}

sluice_value* starts_with(Evaluator& e, const Arguments& args) {
  std::string_view text, prefix;
  if (!two_texts(e, args, &text, &prefix)) return nullptr;
  return e.boolean(text.substr(0, prefix.size()) == prefix);
}

sluice_value* ends_with(Evaluator& e, const Arguments& args) {
  std::string_view text, suffix;
  if (!two_texts(e, args, &text, &suffix)) return nullptr;
  return e.boolean(text.size() >= suffix.size() &&
                   text.substr(text.size() - suffix.size()) == suffix);
}

sluice_value* length(Evaluator& e, const Arguments& args) {
  if (!is_string(*args[0])) return e.expand(args[0]) ? e.number(args[0]->size) : nullptr;
  std::string_view text;
  if (!e.text(*args[0], &text)) return nullptr;
  return e.number(static_cast<int64_t>(count_code_points(text)));
}

// ASCII letters; other characters stay, because their case depends on the language.
sluice_value* recased(Evaluator& e, const Arguments& args, char first, char last) {
  std::string_view text;
  if (!e.text(*args[0], &text)) return nullptr;
  auto* out = static_cast<char*>(e.allocate(text.size()));
  if (!out) return nullptr;
  for (size_t i = 0; i < text.size(); i++)
    out[i] = text[i] >= first && text[i] <= last ? static_cast<char>(text[i] ^ 0x20) : text[i];
  return e.string({out, text.size()});
}

sluice_value* lower(Evaluator& e, const Arguments& args) { return recased(e, args, 'A', 'Z'); }
sluice_value* upper(Evaluator& e, const Arguments& args) { return recased(e, args, 'a', 'z'); }

sluice_value* reversed_string(Evaluator& e, const sluice_value& string) {
  std::string_view text;
  if (!e.text(string, &text)) return nullptr;
  auto* out = static_cast<char*>(e.allocate(text.size()));
  if (!out) return nullptr;
  char* end = out + text.size();
  for (size_t i = 0, n = 0; i < text.size(); i += n) {
    n = code_point_size(text, i);
    end -= n;
    memcpy(end, text.data() + i, n);
  }
  return e.string({out, text.size()});
}

sluice_value* reverse(Evaluator& e, const Arguments& args) {
  if (is_string(*args[0])) return reversed_string(e, *args[0]);
  if (!e.expand(args[0])) return nullptr;
  sluice_value* result = e.array(args[0]->size);
  if (result)
    std::reverse_copy(args[0]->as.items, args[0]->as.items + args[0]->size, result->as.items);
  return result;
}

// The bytes of the joined items; false if one is not a string.
bool joined_size(Evaluator& e, const sluice_value& array, size_t glue, size_t* out) {
  *out = array.size ? glue * (array.size - 1) : 0;
  for (uint32_t i = 0; i < array.size; i++) {
    const sluice_value& item = array.as.items[i];
    std::string_view text;
    if (!is_string(item)) {
      e.fail("join() takes an array of strings; item " + std::to_string(i) + " is " +
             e.shown(item));
      return false;
    }
    if (!e.text(item, &text)) return false;
    *out += text.size();
  }
  return true;
}

sluice_value* join(Evaluator& e, const Arguments& args) {
  std::string_view glue, text;
  size_t size = 0, at = 0;
  if (!e.text(*args[0], &glue) || !e.expand(args[1])) return nullptr;
  if (!joined_size(e, *args[1], glue.size(), &size)) return nullptr;
  auto* out = static_cast<char*>(e.allocate(size));
  if (!out) return nullptr;
  for (uint32_t i = 0; i < args[1]->size; i++) {
    if (i) at += glue.copy(out + at, glue.size());
    if (!e.text(args[1]->as.items[i], &text)) return nullptr;
    at += text.copy(out + at, text.size());
  }
  return e.string({out, size});
}

// Untouched text is written as received, with spaces; a string made of it has none.
size_t compact(std::string_view json, char* out) {
  size_t size = 0;
  bool inside = false;
  for (size_t i = 0; i < json.size(); i++) {
    if (!inside && is_space(json[i])) continue;
    out[size++] = json[i];
    if (inside && json[i] == '\\' && i + 1 < json.size())
      out[size++] = json[++i];
    else if (json[i] == '"')
      inside = !inside;
  }
  return size;
}

sluice_value* to_string(Evaluator& e, const Arguments& args) {
  if (is_string(*args[0])) return args[0];
  sluice_batch* batch = e.batch();
  sluice_slice text{};
  if (sluice_status code = batch->json->write(batch, args[0], &text)) return e.fail(code, {});
  auto* out = static_cast<char*>(e.allocate(text.size));
  return out ? e.string({out, compact(view(text), out)}) : nullptr;
}

constexpr uint8_t kListOrString = kArrayType | kStringType;

constexpr Function kStringFunctions[] = {
    {"ends_with", 2, 2, {kStringType}, ends_with},
    {"join", 2, 2, {kStringType, kArrayType}, join},
    {"length", 1, 1, {kListOrString | kObjectType}, length},
    {"lower", 1, 1, {kStringType}, lower},
    {"reverse", 1, 1, {kListOrString}, reverse},
    {"starts_with", 2, 2, {kStringType}, starts_with},
    {"to_string", 1, 1, {kAnyType}, to_string},
    {"upper", 1, 1, {kStringType}, upper},
};

}  // namespace

FunctionList string_functions() { return {kStringFunctions, std::size(kStringFunctions)}; }

}  // namespace sluice::expression
