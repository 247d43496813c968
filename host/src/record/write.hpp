// Value trees to compact JSON. Text untouched in the page is copied in runs: a member whose
// name and value are adjacent there is one slice, and so are its untouched neighbours.
// Recursive with a limit of its own, since a plugin can build deeper trees than the parser allows
// (and cyclic ones). [lane]
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "record/arena.hpp"
#include "record/out_buffer.hpp"
#include "sluice/result.hpp"

namespace sluice::record {

class Writer {
 public:
  // `arena` holds what is not in the page; `page` is followed by 64 readable bytes or empty;
  // `multiline`: raw text may hold line breaks. REQUIRES: max_depth <= kDeepest
  static constexpr uint32_t kDeepest = 2048;
  Writer(OutBuffer& out, const Arena& arena, sluice_slice page, bool multiline, uint32_t max_depth);

  // Appends the value. On failure the buffer's end is unspecified: truncate it.
  bool value(const sluice_value& value);
  bool line_break() { return out_->put('\n') || no_memory(); }
  // Why value() returned false.
  const Status& problem() const { return problem_; }

 private:
  // Names of members made by components recur in the same order from record to record, and they are
  // interned: their text, with comma, quotes and colon, is cached by address, and
  // the one after the last is checked first.
  static constexpr size_t kNames = 64;
  struct NameText {
    const char* key;
    uint32_t key_size;
    uint32_t size;
    char text[kPadding];
  };

  bool any(const sluice_value& v, uint32_t level);
  bool other(const sluice_value& v, uint32_t level);
  bool object(const sluice_value& v, uint32_t level);
  bool members(const sluice_value& v, uint32_t level);
  bool member(bool comma, const sluice_member& m, uint32_t level);
  bool is_due(const sluice_member& m) const;
  bool page_name(bool comma, const sluice_member& m);
  bool known_name(const sluice_member& m);
  bool new_name(bool comma, const sluice_member& m);
  bool array(const sluice_value& v, uint32_t level);
  bool raw(const sluice_value& v);
  bool check_raw(const sluice_value& v);
  bool not_json();
  bool string(const sluice_value& v);
  bool made_string(const sluice_value& v);
  bool number(const sluice_value& v);
  bool bad_number(std::string_view digits);
  bool text(std::string_view decoded, bool is_content);
  bool run(bool comma, const sluice_member** at, const sluice_member* last, const char* end);
  const char* end_in_page(const sluice_member& m) const;
  bool in_page(uintptr_t at, size_t size) const;
  bool lies_well(const char* text, size_t size) const;
  bool outside();
  bool deeper(uint32_t level);
  bool too_deep();
  bool no_memory();
  bool bad(std::string message);

  OutBuffer* out_;
  const Arena* arena_;
  sluice_slice page_;
  uintptr_t page_end_;
  bool multiline_;
  uint32_t copied_kinds_;  // one bit per kind: may be part of a run
  uint32_t max_depth_;
  size_t name_count_ = 0;
  size_t due_ = 0;                      // the name expected next
  std::array<NameText, kNames> names_;  // the first name_count_ are filled
  Status problem_;
};

}  // namespace sluice::record
