// Where a source is, as its cursor keeps it: which element of a loop, which page, and how far each
// list has been read. A value; no thread rule.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "increment.hpp"
#include "sluice/context.hpp"
#include "sluice/result.hpp"

namespace http_plugin {

struct WalkState {
  std::map<std::string, Span> spans;  // by element_key() of a fixed list's elements, else ""
  bool going = false;                 // a walk is under way
  bool full = false;                  // it takes everything, whatever was read before
  bool partial = false;               // it has left out some of what there is
  int64_t began_s = 0;                // when it began, seconds since 1970
  std::string each;                   // place among the elements
  std::string element;                // element_key() of the one that `page` belongs to
  std::string page;                   // place in the list

  // JSON; empty if there is nothing to continue from. E_INVALID: it was written by no one here.
  static sluice::Result<WalkState> read(const sluice::Host& host, std::string_view text);
  std::string text() const;

  // The walk is over: what it met is where the next one starts.
  void end();
};

// 16 hexadecimal digits that differ with the text, the same on every machine.
std::string element_key(std::string_view json);

}  // namespace http_plugin
