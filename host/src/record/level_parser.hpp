// Parses one level of JSON: an object's members or an array's items are written to the arena,
// containers in them are checked completely and stay raw. What is wrong with a record but not with
// the text around it (duplicate or undecodable name, depth) is kept as fault(), and parsing
// continues. [lane]: belongs to one batch.
#pragma once

#include <string>

#include "record/arena.hpp"
#include "record/duplicates.hpp"
#include "record/grammar.hpp"
#include "record/grow_array.hpp"
#include "record/limits.hpp"
#include "record/member_block.hpp"
#include "record/name_memory.hpp"
#include "sluice/abi.h"

namespace sluice::record {

class LevelParser {
 public:
  LevelParser(Arena& arena, Budget& budget, const Limits& limits);

  // A value at `p`, at depth `level` if it is a container (1: outermost). The text
  // must end with a NUL and padding. Null: error() or out_of_memory() says why.
  const char* value(const char* p, uint32_t level, sluice_value* out);
  // The same with one level expanded, if it is an object or array; outermost level.
  const char* opened(const char* p, sluice_value* out) {
    return grammar_.leave(open(grammar_.at(p), out, inner_names_));
  }
  // The same for a record: its names are compared with those of the previous record.
  const char* record(const char* p, sluice_value* out) {
    return grammar_.leave(open(grammar_.at(p), out, record_names_));
  }
  // Parsed text is freed or changes.
  void forget_names();

  // For parsers of documents that handle some member themselves.
  const char* key(const char* p, sluice_member* out) {  // a name and its colon
    return grammar_.leave(key(grammar_.at(p), out));
  }
  bool hold(const sluice_member& member);  // false: out_of_memory()
  size_t held() const { return members_.size(); }
  // Makes an object of the members held since `base` and drops them.
  bool keep_members(size_t base, sluice_value* out);
  void drop_members(size_t base) { members_.resize(base); }

  Grammar& grammar() { return grammar_; }
  bool out_of_memory() const { return out_of_memory_; }
  // What is wrong with the values since clear_faults(), empty if nothing.
  std::string fault() const;
  bool faulty() const { return fault_ != Fault::kNone || grammar_.too_deep(); }
  void clear_faults();
  // How many members were dropped since the beginning because a later one has their name.
  size_t replaced() const { return replaced_; }
  // Frees big working memory between pages.
  void trim();

 private:
  enum class Fault { kNone, kDuplicateKey, kLoneSurrogate };

  At open(At at, sluice_value* out, NameMemory& names);
  At object(At at, sluice_value* out, NameMemory& names);
  At members(At at, NameMemory& names, MemberBlock& block);
  At array(At at, sluice_value* out);
  At items(At at);
  At any(At at, uint32_t level, sluice_value* out);
  At colon(At at);
  At string(At at, sluice_value* out);
  At raw(At at, uint32_t level, sluice_value* out);
  const char* literal(const char* p, sluice_value* out);
  const char* number(const char* p, sluice_value* out);
  At key(At at, sluice_member* out);
  At name(At at, NameMemory& names, sluice_member* out);
  // How many members of an object are left: names must differ, or the last one counts.
  size_t check_names(std::span<sluice_member> members);
  bool keep_items(size_t base, sluice_value* out);
  bool decode_key(const char* text, size_t size, sluice_member* out);
  At no_memory() { return out_of_memory_ = true, At{nullptr, nullptr}; }

  Arena* arena_;
  Grammar grammar_;
  DuplicateFinder duplicates_;
  NameMemory record_names_;
  NameMemory inner_names_;
  GrowArray<sluice_member> members_;  // held, outermost object first
  GrowArray<sluice_value> items_;
  bool allow_duplicates_;
  size_t replaced_ = 0;
  bool out_of_memory_ = false;
  Fault fault_ = Fault::kNone;
  sluice_slice fault_key_{};
};

}  // namespace sluice::record
