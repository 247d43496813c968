// A dotted path to one member of a record, as targets are written: `pricing.margin`, a part with
// other characters quoted: `a."b.c"`. `lines[].price` or `lines[*].price` says that it crosses
// an array. Belongs to one component instance (hints). [lane]
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sluice/expression/load.hpp"
#include "sluice/expression/program.hpp"
#include "sluice/expression/workbench.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::expression {

// REQUIRES: `interned` outlives every batch.
Step step_of(std::string_view interned);

namespace detail {

// Two names of `size` bytes whose first four are the same.
inline bool same_rest(const char* a, const char* b, uint32_t size) {
  if (size <= 4) return true;
  if (size < 8) return load<uint32_t>(a + size - 4) == load<uint32_t>(b + size - 4);
  uint64_t differing = load<uint64_t>(a + size - 8) ^ load<uint64_t>(b + size - 8);
  for (uint32_t i = 4; i + 8 < size; i += 8)
    differing |= load<uint64_t>(a + i) ^ load<uint64_t>(b + i);
  return differing == 0;
}

}  // namespace detail

// A name's size and first four bytes in one word.
inline uint64_t name_word(const sluice_member& m) {
  return detail::load<uint64_t>(reinterpret_cast<const char*>(&m.key_size));
}
inline uint64_t name_word(const Step& step) {
  return detail::load<uint64_t>(reinterpret_cast<const char*>(&step.size));
}

// Whether a member whose word equals that of `step` has its name.
inline bool has_rest(const sluice_member& m, const Step& step) {
  return detail::same_rest(m.key, step.text, step.size);
}

// Whether that member has the name of `step`.
inline bool has_name(const sluice_member& m, const Step& step) {
  return name_word(m) == name_word(step) && has_rest(m, step);
}

namespace detail {
// For when the hint did not help.
sluice_member* search_member(sluice_value* object, Step& step);
}  // namespace detail

// The member an object has by the name of `step`, or NULL; as sluice_find, but a missing member
// costs three instructions per member.
inline sluice_member* find_member(sluice_batch* batch, sluice_value* object, Step& step) {
  sluice_member* const members = sluice_members(batch, object);
  if (!members) return nullptr;
  if (step.hint < object->size && has_name(members[step.hint], step)) return &members[step.hint];
  return detail::search_member(object, step);
}

class Path {
 public:
  // E_INVALID with the column and what was expected. [main]
  static Result<Path> compile(std::string_view text, const Workbench& workbench);

  std::vector<Step>& steps() { return steps_; }
  const std::vector<Step>& steps() const { return steps_; }
  const std::string& text() const { return text_; }
  // It is written with [] or [*].
  bool through_items() const { return through_items_; }
  // Whether this names the same member as `other`, or an object that contains it.
  bool contains(const Path& other) const;

  // The member's value, or NULL: there is none, or (batch->fault) expanding failed.
  sluice_value* find(sluice_batch* batch, sluice_value* root);
  // The part of the path at which an array is in the way; empty: none is, or (batch->fault)
  // expanding failed.
  std::string_view array_on_way(sluice_batch* batch, sluice_value* root);

 private:
  std::vector<Step> steps_;
  std::string text_;
  bool through_items_ = false;
};

}  // namespace sluice::expression
