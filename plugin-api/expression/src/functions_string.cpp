// ends_with, join, length, reverse, starts_with, to_string
#include <algorithm>
#include <cstring>

#include "parameters.hpp"
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

sluice_value* to_string(Evaluator& e, const Arguments& args) {
  if (is_string(*args[0])) return args[0];
  sluice_batch* batch = e.batch();
  sluice_slice text{};
  if (sluice_status code = batch->json->write(batch, args[0], &text)) return e.fail(code, {});
  return e.copied_string(compact_json(view(text)));
}

constexpr uint8_t kListOrString = kArrayType | kStringType;

constexpr Function kStringFunctions[] = {
    {"ends_with",
     2,
     2,
     {kStringType},
     kBooleanType,
     ends_with,
     {"text, part", "Whether the text ends with the part.", "ends_with('photo.JPG', '.JPG')",
      "true"}},
    {"join",
     2,
     2,
     {kStringType, kArrayType},
     kStringType,
     join,
     {"glue, texts", "The texts of an array in one, with the glue between them.",
      "join(', ', ['red', 'blue'])", R"("red, blue")"}},
    {"length",
     1,
     1,
     {kListOrString | kObjectType},
     kNumberType,
     length,
     {"value", "How many characters a text, items an array or members an object has.",
      "length('caf\xC3\xA9')", "4"}},
    {"reverse",
     1,
     1,
     {kListOrString},
     kListOrString,
     reverse,
     {"value", "A text or an array from its end to its beginning.", "reverse(`[1, 2, 3]`)",
      "[3,2,1]"}},
    {"starts_with",
     2,
     2,
     {kStringType},
     kBooleanType,
     starts_with,
     {"text, part", "Whether the text starts with the part.", "starts_with('SKU-1', 'SKU')",
      "true"}},
    {"to_string",
     1,
     1,
     {kAnyType},
     kStringType,
     to_string,
     {"value", "A text itself; the JSON text of anything else.", "to_string(`{\"a\": [1, 2]}`)",
      R"("{\"a\":[1,2]}")"}},
};

}  // namespace

FunctionList string_functions() { return {"text", kStringFunctions, std::size(kStringFunctions)}; }

}  // namespace sluice::expression
