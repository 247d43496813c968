// The compiled form of an expression: a flat vector of instructions that name their operands by
// index, and tables of path steps, literals and keys. Belongs to one component instance: evaluating
// changes the steps' hints, so one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sluice/abi.h"

namespace sluice::expression {

// "a, b": operands of an instruction, in order. An operand that is kNoCode means the current
// value.
enum class Op : uint8_t {
  kCurrent,           //
  kRoot,              // the record
  kPlace,             // the place of the element that a step works on
  kLiteral,           // literal `first`
  kVariable,          // what the `let` that owns slot `first` put there
  kPath,              // a: where it starts; steps [first, first + count)
  kSub,               // a, b: b on the result of a; null if that is null
  kPipe,              // a, b: b on the result of a
  kIndex,             // a; index
  kSlice,             // a, b; slice; projects b over an array, applies it to a string
  kListProjection,    // a, b: b on each item
  kObjectProjection,  // a, b: b on each member's value
  kFlatten,           // a, b: items of items, then b on each
  kFilter,            // a, b, c: b on each item for which c holds
  kOr,
  kAnd,
  kNot,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kFloorDivide,
  kModulo,
  kNegate,
  kPlus,
  kMultiList,  // operands [first, first + count)
  kMultiHash,  // the same; keys beside them
  kCall,       // the same; function
  kReference,  // a: not evaluated, given to a function (`&expression`)
  kTernary,    // a, b, c: b if a holds, else c
  kTemplate,   // operands [first, first + count), as one text
  kLet         // a; operands [first, first + count) into the slots from `index` on, then a
};

constexpr uint32_t kNoCode = UINT32_MAX;

struct Function;  // function.hpp

// One member name of a path, with the position where it was last found.
constexpr uint32_t kNeverSought = UINT32_MAX;
constexpr uint32_t kNeverFound = UINT32_MAX - 1;  // each object that was looked at was without it
struct Step {
  const char* text;
  uint32_t size, head;  // one word, as in sluice_member
  uint32_t hint;
};
static_assert(offsetof(Step, head) == offsetof(Step, size) + 4);

// Bounds as written; a missing one depends on the sign of `step`.
struct Slice {
  int64_t start = 0, stop = 0, step = 1;
  bool has_start = false, has_stop = false;
};

struct Instruction {
  Op op = Op::kCurrent;
  uint32_t a = kNoCode, b = kNoCode, c = kNoCode;
  uint32_t first = 0, count = 0;
  uint32_t offset = 0;                 // in the expression, for messages: of the operator or name,
  uint32_t begin = 0, end = 0;         // and of all of it
  int64_t index = 0;                   // kIndex; kSlice: index into slices; kCall: of its Prepared
  const Function* function = nullptr;  // kCall
};

// A scalar is a value over interned text. A container is JSON text, parsed once per batch.
struct Literal {
  sluice_value value;
  sluice_slice json;     // empty for scalars
  sluice_value* parsed;  // of the current batch; NULL: not yet
};

// What a call keeps from compiling: a compiled pattern, a time zone. Belongs to one program. [lane]
struct Prepared {
  virtual ~Prepared() = default;
};

struct Program {
  std::string source;  // the expression
  std::vector<Instruction> code;
  std::vector<Step> steps;
  std::vector<Step> keys;  // of multi-select hashes
  std::vector<uint32_t> operands;
  std::vector<Literal> literals;
  std::vector<Slice> slices;
  std::vector<std::unique_ptr<Prepared>> prepared;
  uint32_t slots = 0;          // of variables
  sluice_value null, no, yes;  // over interned text
  uint32_t root = kNoCode;
};

}  // namespace sluice::expression
