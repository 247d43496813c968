// Finds the items of a JSON array, anywhere in its document. One lane.
#pragma once

#include <string>
#include <vector>

#include "item_splitter.hpp"

namespace file_plugin {

class JsonSplitter final : public ItemSplitter {
 public:
  // `way`: names of the members that lead to the array. Empty: the document is the array, or one
  // record. Names are compared as they are written in the file.
  explicit JsonSplitter(std::vector<std::string> way) : way_(std::move(way)) {}

  Status start(const Spot& spot, std::string_view state) override;
  Status scan(std::string_view piece, std::vector<Item>& items) override;
  Status end(std::vector<Item>& items) override;
  std::optional<Spot> needed_from() const override { return item_; }

 private:
  // What may come next.
  enum class Next { kValue, kValueOrEnd, kName, kNameOrEnd, kColon, kCommaOrEnd, kNothing };
  // What is being read.
  enum class In { kBetween, kText, kName, kWord, kDeep };

  Status take(char c, std::vector<Item>& items);
  Status between(char c);
  Status begin_value(char c);
  Status open(char c);
  Status close(char c);
  void deep(char c, std::vector<Item>& items);
  void text(char c, std::vector<Item>& items);
  Status word(char c, std::vector<Item>& items);
  void end_value(std::vector<Item>& items, const Spot& end);
  bool is_items() const { return items_level_ && levels_.size() == items_level_; }
  bool leads_on() const { return levels_.size() == way_passed_ + 1 && name_fits_; }
  Status failed(const std::string& what) const;
  std::string way_text() const;

  std::vector<std::string> way_;
  Spot spot_;
  Next next_ = Next::kValue;
  In in_ = In::kBetween;
  std::string levels_;        // open objects and arrays outside of items: { and [
  size_t way_passed_ = 0;     // names of the way that led to the open objects
  size_t items_level_ = 0;    // of levels_, where the records are; 0: not there
  bool found_ = false;        // the array was met
  std::optional<Spot> item_;  // where it begins
  size_t inner_ = 0;          // levels open within an item
  bool quoted_ = false;       // in a text within an item
  bool escaped_ = false;
  std::string name_;  // of the member being read, as much as is compared
  bool name_fits_ = false;
};

}  // namespace file_plugin
