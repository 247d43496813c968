// Finds the elements of an XML document that are records. Comments, CDATA, processing instructions
// and the document type are passed over; nothing is loaded or expanded. One lane.
#pragma once

#include <string>
#include <vector>

#include "item_splitter.hpp"

namespace file_plugin {

class XmlSplitter final : public ItemSplitter {
 public:
  // `way`: names of the elements from the root to the records, * for any. Empty: each element
  // within the root is a record.
  explicit XmlSplitter(std::vector<std::string> way) : way_(std::move(way)) {
    if (way_.empty()) way_ = {"*", "*"};
  }

  Status start(const Spot& spot, std::string_view state) override;
  Status scan(std::string_view piece, std::vector<Item>& items) override;
  Status end(std::vector<Item>& items) override;
  std::optional<Spot> needed_from() const override {
    const bool in_tag = in_ == In::kMarkup || in_ == In::kStartTag;
    return item_ || !in_tag ? item_ : std::optional(tag_);
  }

 private:
  enum class In { kText, kMarkup, kStartTag, kEndTag, kComment, kCdata, kInstruction, kDoctype };

  Status take(char c, std::vector<Item>& items);
  Status text(char c);
  Status markup(char c);
  Status start_tag(char c, std::vector<Item>& items);
  Status end_tag(char c, std::vector<Item>& items);
  void doctype(char c);
  // `end`: of a part that ends with these characters.
  void pass_until(char c, std::string_view end);
  bool in_quotes(char c);
  bool add_to_name(char c);
  Status open_element();
  Status close_element(std::vector<Item>& items);
  bool on_way(size_t names) const;
  Status failed(const std::string& what) const;

  std::vector<std::string> way_;
  Spot spot_, tag_;  // where it is, and where the markup begins
  In in_ = In::kText;
  std::vector<std::string> open_;  // elements
  std::string begun_;              // the start of a markup; the last characters of a part
  std::string name_;
  bool named_ = false;   // the name of the tag is complete
  bool closed_ = false;  // the last character of the tag was a slash
  char quote_ = 0;       // of an attribute, or in a document type; 0: none
  size_t brackets_ = 0;  // of a document type
  bool had_root_ = false;
  bool way_met_ = false;      // up to the element that records are in
  std::optional<Spot> item_;  // where it begins
  size_t item_level_ = 0;
};

}  // namespace file_plugin
