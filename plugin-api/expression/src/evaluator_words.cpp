// The evaluator's messages for failures and oddities. Not on the path of ordinary
// records.
#include <algorithm>

#include "lexer.hpp"
#include "sluice/expression/evaluator.hpp"
#include "sluice/expression/record_name.hpp"

namespace sluice::expression {
namespace {

constexpr size_t kMostShown = 40;
constexpr size_t kMostSource = 80;

// Never in the middle of a character.
std::string cut(std::string_view text, size_t most) {
  if (text.size() <= most) return std::string(text);
  size_t size = most;
  while (size && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) size--;
  return std::string(text.substr(0, size)) + "…";
}

bool is_pair(const sluice_value& a, const sluice_value& b) {
  return (is_string(a) && is_number(b)) || (is_number(a) && is_string(b));
}

}  // namespace

std::string Evaluator::shown(const sluice_value& value) const {
  if (&value == &program_.null) return "missing";
  switch (value.kind) {
    case SLUICE_KIND_NUMBER:
      return "the number " + cut(text_of(value), kMostShown);
    case SLUICE_KIND_STRING:
      return "the text \"" + cut(text_of(value), kMostShown) + "\"";
    case SLUICE_KIND_NULL:
    case SLUICE_KIND_TRUE:
    case SLUICE_KIND_FALSE:
      return std::string(value.kind == SLUICE_KIND_NULL   ? "null"
                         : value.kind == SLUICE_KIND_TRUE ? "true"
                                                          : "false");
    default:
      return std::string(is_object(value) ? "an object" : "an array");
  }
}

std::string Evaluator::part(Code code) const {
  const std::string_view all = std::string_view(program_.source).substr(code.begin);
  return "`" + cut(all.substr(0, code.end - code.begin), kMostSource) + "`";
}

std::string Evaluator::part(uint32_t code) const {
  return code == kNoCode ? "`@`" : part(program_.code[code]);
}

sluice_value* Evaluator::fail_in(Code code, const std::string& message) {
  fail(message);
  return placed(code);
}

// Adds where in the expression it failed, unless it is there; the host's failures have their
// own form.
sluice_value* Evaluator::placed(Code code) {
  if (is_placed_ || failure_.message().empty() || failure_.code() != SLUICE_E_DATA) return nullptr;
  is_placed_ = true;
  failure_ = Status(failure_.code(), place_of(program_.source, code.offset) + ", " + part(code) +
                                         ": " + failure_.message());
  return nullptr;
}

sluice_value* Evaluator::failed_at(uint32_t index) {
  items_.insert(0, "[" + std::to_string(index) + "]");
  return nullptr;
}

sluice_value* Evaluator::failed() {
  if (items_.empty() || failure_.message().empty() || failure_.code() != SLUICE_E_DATA)
    return nullptr;
  failure_ = Status(failure_.code(), failure_.message() + ", at item " + items_);
  items_.clear();
  return nullptr;
}

bool Evaluator::is_lone_name(uint32_t index) const {
  if (index == kNoCode) return false;
  const Instruction& code = program_.code[index];
  return code.op == Op::kPath && code.a == kNoCode && code.count == 1;
}

// Two kinds, or the left one is missing.
void Evaluator::look_at(Code code, const sluice_value* left, const sluice_value* right) {
  if (is_pair(*left, *right)) return note(code, Oddity::kTextWithNumber);
  look_at_missing(code, left, right);
}

void Evaluator::look_at_missing(Code code, const sluice_value* left, const sluice_value* right) {
  const bool left_missing = left == null(), right_missing = right == null();
  if (left_missing && right_missing) return note(code, Oddity::kBothMissing);
  if ((right_missing && is_string(*left) && is_lone_name(code.b)) ||
      (left_missing && is_string(*right) && is_lone_name(code.a) && is_path(code.b)))
    note(code, Oddity::kMissingName);
}

void Evaluator::note(Code code, Oddity oddity) {
  const auto index = static_cast<uint32_t>(&code - program_.code.data());
  const auto known = std::find_if(notes_.begin(), notes_.end(), [&](const Note& note) {
    return note.code == index && note.oddity == oddity;
  });
  if (known != notes_.end())
    known->count++;
  else
    notes_.push_back({index, oddity, record_name(batch_, root_), 1});
}

std::string Evaluator::words_of(const Note& note) const {
  const Instruction& code = program_.code[note.code];
  const std::string where = " (" + part(code) + ")";
  switch (note.oddity) {
    case Oddity::kTextWithNumber:
      return "comparison of text with a number" + where;
    case Oddity::kMissingName:
      return "comparison of text with a field that is missing" + where +
             "; text goes in single quotes";
    case Oddity::kBothMissing:
      return "comparison of two missing values" + where;
    case Oddity::kThroughArray:
      return "path that meets an array" + where + "; [] after the array's name selects its items";
  }
  return {};
}

}  // namespace sluice::expression
