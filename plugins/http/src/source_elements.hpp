// What a source loops over: a list of the configuration, or the records of another list. One lane.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "list_walk.hpp"
#include "sluice/plugin.hpp"

namespace http_plugin {

struct Element {
  std::string json;
  std::string key;  // element_key(): by it the cursor knows the element
};

// JSON of a list of the configuration. Their keys stay when a secret in them has another value.
std::vector<Element> fixed_elements(const sluice::Host& host, const std::vector<std::string>& all);

class Elements {
 public:
  virtual ~Elements() = default;
  // To a place that place() gave; empty: the first. Where the elements have changed since, to one
  // before.
  virtual sluice::Status seek(std::string_view place) = 0;
  // The one that is on; nothing: there are no more. Valid until next().
  virtual sluice::Result<const Element*> current(const sluice::Cancel& cancel) = 0;
  virtual void next() = 0;
  // To the one before, which was on before next().
  virtual void back() = 0;
  // Whether current() gives an element without waiting.
  virtual bool at_hand() const = 0;
  // False: current() gives nothing, as far as is known.
  virtual bool may_have_more() const = 0;
  // Of the element that is on.
  virtual std::string place() const = 0;
  // Whether there may be more than current() has given.
  virtual bool in_doubt() const = 0;
};

// Elements of one page, or of the configuration; with a place among them that survives their
// changes.
class ElementList {
 public:
  ElementList() = default;
  explicit ElementList(std::vector<Element> all) : all_(std::move(all)) {}

  // "2:<key of the one before>", and what follows it.
  std::string place() const;
  // To the place, or to the first where the one before is another now. False: it is no place.
  bool seek(std::string_view place);
  const Element* current() const { return at_ < all_.size() ? &all_[at_] : nullptr; }
  void next() { at_++; }
  void back() { at_--; }

 private:
  std::vector<Element> all_;
  size_t at_ = 0;
};

class FixedElements final : public Elements {
 public:
  explicit FixedElements(std::vector<Element> all) : list_(std::move(all)) {}

  sluice::Status seek(std::string_view place) override;
  sluice::Result<const Element*> current(const sluice::Cancel&) override { return list_.current(); }
  void next() override { list_.next(); }
  void back() override { list_.back(); }
  bool at_hand() const override { return list_.current() != nullptr; }
  bool may_have_more() const override { return list_.current() != nullptr; }
  std::string place() const override { return list_.place(); }
  bool in_doubt() const override { return false; }

 private:
  ElementList list_;
};

class ParentElements final : public Elements {
 public:
  // Called with each page.
  using Note = std::function<sluice::Status(sluice::Batch, sluice::Value envelope)>;
  // Makes the request of the list.
  using Begin = std::function<sluice::Status(ListWalk&)>;

  ParentElements(SourceList& list, const sluice::Host& host, const sluice::ClientRef& client,
                 Begin begin, Note note)
      : host_(host),
        walk_(list, host, client, {}),
        begin_(std::move(begin)),
        note_(std::move(note)) {}

  sluice::Status seek(std::string_view place) override;
  sluice::Result<const Element*> current(const sluice::Cancel& cancel) override;
  void next() override { list_.next(); }
  void back() override { list_.back(); }
  bool at_hand() const override { return list_.current() != nullptr; }
  bool may_have_more() const override { return list_.current() || more_; }
  std::string place() const override;
  bool in_doubt() const override { return walk_.in_doubt(); }

 private:
  sluice::Status take_page(const sluice::Cancel& cancel);
  sluice::Status take_rows(sluice::Batch page);

  const sluice::Host& host_;
  ListWalk walk_;
  const Begin begin_;
  const Note note_;
  ElementList list_;     // of the page that is on
  std::string page_;     // its place
  std::string in_page_;  // where to continue in the page that is taken next
  bool more_ = true;     // there is a page behind
};

}  // namespace http_plugin
