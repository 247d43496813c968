// Finds the records in a document that comes in pieces: each byte is looked at once, and only the
// way to the records is kept. One lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace file_plugin {

using sluice::Status;

// Where something is in a document: offset from 0, line and column (bytes) from 1.
struct Spot {
  uint64_t at = 0, line = 1, line_start = 0;
  uint64_t column() const { return at - line_start + 1; }
  std::string text() const;  // "line 3, column 7"
  void pass(char c) {
    at++;
    if (c == '\n') line++, line_start = at;
  }
};

struct Item {
  Spot begin, end;    // the first byte, and the one behind the last
  std::string state;  // with which a splitter goes on at `end`
};

class ItemSplitter {
 public:
  virtual ~ItemSplitter() = default;

  // At the start of a document, or behind an item: with its `end` and `state`. E_INVALID: the state
  // is no such.
  virtual Status start(const Spot& spot, std::string_view state) = 0;
  // The next bytes; the items that end in them are added. E_INVALID: it is no such document.
  virtual Status scan(std::string_view piece, std::vector<Item>& items) = 0;
  // Nothing follows. An item that ends with the document is added. E_INVALID: the document is cut
  // off, or has no records where they should be.
  virtual Status end(std::vector<Item>& items) = 0;
  // Where the text is needed from: the item whose end has not come yet, or what may begin one.
  virtual std::optional<Spot> needed_from() const = 0;
};

}  // namespace file_plugin
