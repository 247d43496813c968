#include "parameters.hpp"

#include "characters.hpp"
#include "sluice/record.h"

namespace sluice::expression {
namespace {

std::string between(int64_t least, int64_t most) {
  if (least == INT64_MIN && most == INT64_MAX) return "a whole number";
  if (most == INT64_MAX) return "a whole number from " + std::to_string(least);
  return "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
}

bool wrong_number(Evaluator& e, const Arguments& args, size_t i, const char* what, int64_t least,
                  int64_t most) {
  e.fail("the " + std::string(what) + " is " + between(least, most) + ", not " +
         std::string(text_of(*args[i]).substr(0, 40)));
  return false;
}

}  // namespace

bool whole_number_at(Evaluator& e, const Arguments& args, size_t i, const char* what, int64_t least,
                     int64_t most, int64_t* out) {
  if (!is_given(args, i)) return true;
  Decimal value;
  int64_t whole = 0;
  if (!e.decimal(*args[i], &value)) return false;
  if (value.to_int64(&whole) && whole >= least && whole <= most) return *out = whole, true;
  return wrong_number(e, args, i, what, least, most);
}

bool too_large(Evaluator& e, const char* name, size_t bytes) {
  e.fail(std::string(name) + " would make " + std::to_string(bytes) + " bytes of text; at most " +
         std::to_string(kMostBytes) + " are made");
  return false;
}

bool are_few_enough(Evaluator& e, const char* name, size_t items) {
  if (items <= kMostItems) return true;
  e.fail(std::string(name) + " would make an array of " + std::to_string(items) +
         " items; at most " + std::to_string(kMostItems) + " are made");
  return false;
}

std::string compact_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  bool inside = false;
  for (size_t i = 0; i < json.size(); i++) {
    if (!inside && is_space(json[i])) continue;
    out += json[i];
    if (inside && json[i] == '\\' && i + 1 < json.size())
      out += json[++i];
    else if (json[i] == '"')
      inside = !inside;
  }
  return out;
}

bool append_text(Evaluator& e, sluice_value* value, std::string* out) {
  if (value->kind == SLUICE_KIND_NULL) return true;
  if (is_number(*value)) return out->append(text_of(*value)), true;
  if (is_string(*value)) {
    std::string_view text;
    if (!e.text(*value, &text)) return false;
    return out->append(text), true;
  }
  sluice_batch* const batch = e.batch();
  sluice_slice json{};
  if (const sluice_status code = batch->json->write(batch, value, &json))
    return e.fail(code, {}), false;
  return out->append(compact_json(view(json))), true;
}

std::string unknown_word_message(const char* what, std::string_view word,
                                 const std::vector<std::string_view>& known) {
  std::string message = "the " + std::string(what) + " is one of ";
  for (size_t i = 0; i < known.size(); i++) message += (i ? ", " : "") + std::string(known[i]);
  return message + ", not \"" + std::string(word.substr(0, 40)) + "\"" + nearest(word, known);
}

}  // namespace sluice::expression
