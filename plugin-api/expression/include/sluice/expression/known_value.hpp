// What is known of a value without data: its kind, its members, its items, as ext/members.h has it.
// Immutable; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/expression/program.hpp"
#include "sluice/expression/values.hpp"

namespace sluice::expression {

struct KnownValue;
// Null: nothing is known.
using Known = std::shared_ptr<const KnownValue>;

// Every value may also be null.
struct KnownValue {
  uint8_t kinds = kAnyType;
  bool complete = false;                 // of an object: it has no members but these
  std::map<std::string, Known> members;  // of an object
  Known items;                           // of an array, each
  std::vector<std::string> words;        // what a text may be; empty: anything

  bool is(Type type) const { return kinds == type; }
  bool may_be(uint8_t types) const { return (kinds & types) != 0; }
};

// From and to the text of ext/members.h. Null: it is empty, or no such text.
Known known_of(std::string_view json);
std::string json_of(const Known& known);

// A value of this kind, of which no more is known.
Known known_kind(uint8_t kinds);

// The member `name` of a value. `*why` is set if there cannot be one: why.
Known known_member(const Known& of, std::string_view name, std::string* why);
// The value at a path, through arrays of each item.
Known known_at(Known of, const std::vector<Step>& path, std::string* why);

// The record without what a path leads to; with nothing but what paths lead to; with this value at
// a path.
Known known_without(const Known& record, const std::vector<Step>& path);
Known known_only(const Known& record, const std::vector<const std::vector<Step>*>& paths);
Known known_with(const Known& record, const std::vector<Step>& path, const Known& value);

}  // namespace sluice::expression
