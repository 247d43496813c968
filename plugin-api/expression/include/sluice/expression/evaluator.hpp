// Evaluates a compiled expression on the records of one batch. Results are pointers: into the
// record where the expression only selects, into the batch's arena where it computes; only what is
// touched is expanded, nothing is copied. Make one for each call of `transform` (parsed
// literals live in its batch). [lane]
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sluice/expression/decimal.hpp"
#include "sluice/expression/program.hpp"
#include "sluice/expression/values.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::expression {

struct Arguments;

// What gives a probably unwanted result during evaluation, but no failure.
enum class Oddity : uint8_t {
  kTextWithNumber,  // compared
  kMissingName,     // text compared with a field that is not there: a word without quotes
  kBothMissing,     // compared
  kThroughArray     // a member of an array
};

class Evaluator {
 public:
  // Both must outlive it.
  Evaluator(Program& program, sluice_batch* batch);

  // NULL: it failed, and failure() says why. The result may be part of the record or shared: to
  // store it elsewhere, copy containers (copy_value in copy.hpp).
  // Under a step's `each`, where `root` is of a record that is an element: `$` is the whole record.
  sluice_value* evaluate(sluice_value* root) {
    return batch_->elements ? evaluate_element(root) : evaluate(root, root);
  }
  // On a part of the record, as a step does with each element of an array: `$` is `root`, and
  // `@index` is `place`, the element's own (from 0); kNoPlace: `@index` is null.
  sluice_value* evaluate(sluice_value* root, sluice_value* current, int64_t place = kNoPlace) {
    root_ = root;
    place_ = place;
    sluice_value* const result = operand(program_.root, current);
    return result ? result : failed();
  }
  static constexpr int64_t kNoPlace = -1;
  // The record of the batch that is under evaluation; SIZE_MAX: it is none of them.
  size_t record() const;

  // Of the last evaluation that failed. An empty message means a call of the host failed and the
  // batch has its message (what fail_record takes). SLUICE_E_NO_MEMORY: the budget is exhausted.
  const Status& failure() const { return failure_; }

  // What was met since construction that fails no record and is probably unintended.
  struct Note {
    uint32_t code;  // of the instruction; with `what` the key
    Oddity oddity;
    std::string example;  // the first record it was met at, as record_name() says
    uint64_t count;
  };
  const std::vector<Note>& notes() const { return notes_; }
  // "comparison of text with a number (`price > `10``)"
  std::string words_of(const Note& note) const;

  // ---- for the functions -----------------------------------------------------------------------
  sluice_batch* batch() const { return batch_; }
  sluice_value* run(uint32_t code, sluice_value* current);

  sluice_value* null() { return &program_.null; }
  sluice_value* boolean(bool value) { return value ? &program_.yes : &program_.no; }
  sluice_value* number(const Decimal& value);
  sluice_value* number(int64_t value) { return number(Decimal(value)); }
  // Takes text that is in the batch or already interned.
  sluice_value* string(std::string_view decoded);
  sluice_value* copied_string(std::string_view decoded);
  // `size` items, still to be filled.
  sluice_value* array(size_t size);
  sluice_value* object(size_t capacity);
  void* allocate(size_t size) {  // NULL: failed
    // An empty arena returns NULL for a request of size 0, too.
    void* const memory = sluice_alloc(batch_->arena, size ? size : 1);
    return memory ? memory : no_memory();
  }

  // Each false or NULL after setting failure().
  bool expand(sluice_value* value);
  bool text(const sluice_value& string, std::string_view* out) {
    return is_decoded(string) ? (*out = text_of(string), true) : decoded_text(string, out);
  }
  __attribute__((always_inline)) bool decimal(const sluice_value& number, Decimal* out) {
    const DecimalError error = Decimal::parse(text_of(number), out);
    return error == DecimalError::kNone || bad_number(error, number);
  }
  bool equal(sluice_value* a, sluice_value* b, bool* out, int depth = 0);
  // -1, 0, 1 of two numbers or two strings (by code point).
  bool order(const sluice_value& a, const sluice_value& b, int* out);
  bool check(DecimalError error, std::string_view what);
  sluice_value* fail(std::string message) { return fail(SLUICE_E_DATA, std::move(message)); }
  sluice_value* fail(sluice_status code, std::string message);
  // It failed at item `index` of the current array. NULL.
  sluice_value* failed_at(uint32_t index);
  // How a message shows a value: "the text \"abc\"", "missing".
  std::string shown(const sluice_value& value) const;

 private:
  using Code = const Instruction&;
  sluice_value* evaluate_element(sluice_value* root);
  sluice_value* operand(uint32_t code, sluice_value* current) {
    if (code == kNoCode) return current;
    const Instruction& instruction = program_.code[code];
    if (instruction.op == Op::kPath) return path(instruction, current);
    return instruction.op == Op::kLiteral ? literal(instruction.first) : run(code, current);
  }
  sluice_value* literal(uint32_t index) {
    Literal& literal = program_.literals[index];
    return literal.json.size ? parsed(literal) : &literal.value;
  }
  sluice_value* parsed(Literal& literal);
  sluice_value* place();
  sluice_value* evaluated_reference();
  sluice_value* path(Code code, sluice_value* current);
  sluice_value* index(Code code, sluice_value* current);
  sluice_value* slice(Code code, sluice_value* current);
  sluice_value* sliced_string(const Slice& slice, const sluice_value& string);
  sluice_value* sliced_array(const Slice& slice, sluice_value* array);
  sluice_value* chain(Code code, sluice_value* current);
  sluice_value* logic(Code code, sluice_value* current);
  sluice_value* ternary(Code code, sluice_value* current);
  sluice_value* let(Code code, sluice_value* current);
  sluice_value* filled(Code code, sluice_value* current);
  sluice_value* negated(Code code, sluice_value* current);
  sluice_value* comparison(Code code, sluice_value* current);
  sluice_value* ordering(Code code, sluice_value* a, sluice_value* b);
  // One side of arithmetic.
  struct Side {
    sluice_value* value = nullptr;  // NULL: of arithmetic, and only the number is there
    Decimal number;
  };
  sluice_value* arithmetic(Code code, sluice_value* current);
  bool compute(Code code, sluice_value* current, Decimal* out);
  bool side(uint32_t code, sluice_value* current, Side* out);
  sluice_value* unary(Code code, sluice_value* current);
  sluice_value* project(uint32_t code, sluice_value* items);
  sluice_value* list_projection(Code code, sluice_value* current);
  sluice_value* object_projection(Code code, sluice_value* current);
  sluice_value* flatten(Code code, sluice_value* current);
  sluice_value* filter(Code code, sluice_value* current);
  sluice_value* multi_list(Code code, sluice_value* current);
  sluice_value* multi_hash(Code code, sluice_value* current);
  sluice_value* run_other(Code code, sluice_value* current);
  sluice_value* call(Code code, sluice_value* current);
  sluice_value* wrong_argument(Code code, uint32_t place, const sluice_value& value);
  sluice_value* not_a_number(Code code, uint32_t side, const char* name, const sluice_value& value);
  sluice_value* comparison_of(Code code, sluice_value* left, sluice_value* right);
  void look_at(Code code, const sluice_value* left, const sluice_value* right);
  void look_at_missing(Code code, const sluice_value* left, const sluice_value* right);
  void note(Code code, Oddity oddity);
  bool is_lone_name(uint32_t code) const;
  bool is_path(uint32_t code) const {
    return code != kNoCode && program_.code[code].op == Op::kPath;
  }
  std::string part(Code code) const;
  std::string part(uint32_t code) const;
  sluice_value* fail_in(Code code, const std::string& message);
  sluice_value* placed(Code code);
  sluice_value* failed();
  bool equal_arrays(sluice_value* a, sluice_value* b, bool* out, int depth);
  bool equal_objects(sluice_value* a, sluice_value* b, bool* out, int depth);
  bool equal_scalars(const sluice_value& a, const sluice_value& b, bool* out);
  bool decoded_text(const sluice_value& string, std::string_view* out);
  bool fail_host();
  bool bad_number(DecimalError error, const sluice_value& number);
  sluice_value* no_memory();
  sluice_value* too_long(size_t bytes);
  sluice_value* failed_operation(Code code, DecimalError error);

  Program& program_;
  sluice_batch* batch_;
  sluice_value* root_ = nullptr;  // the value under evaluation
  int64_t place_ = kNoPlace;
  size_t next_record_ = 0;                // of the elements
  std::vector<sluice_value*> variables_;  // by slot
  Status failure_;
  bool is_placed_ = false;  // the failure says where in the expression
  std::string items_;       // "[3][0]": of the failure, outer first
  std::vector<Note> notes_;
};

}  // namespace sluice::expression
