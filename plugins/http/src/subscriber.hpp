// http.subscriber: reads lists of any system over HTTP, from settings alone. What it does with one
// list is ListWalk's, what it loops over Elements'; this has the order of things and the cursor.
// One lane; see sluice::Subscriber for each function's thread tag.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "list_walk.hpp"
#include "sluice/plugin.hpp"
#include "source_elements.hpp"
#include "source_settings.hpp"
#include "walk_state.hpp"

namespace http_plugin {

class Subscriber final : public sluice::Subscriber {
 public:
  static constexpr std::string_view kId = "http.subscriber";
  static sluice::Result<std::unique_ptr<Subscriber>> create(sluice::Context& context);
  Subscriber(sluice::Context& context, SourceSettings settings);

  sluice::Result<std::string> open(std::string_view request) override;
  sluice::Status seek(std::string_view cursor) override;
  sluice::Status poll(sluice::Batch into, const sluice::Cancel& cancel) override;

 private:
  std::unique_ptr<Elements> elements();
  sluice::Status begin_parents(ListWalk& walk);
  sluice::Status begin_walk(WalkState state);
  void keep_spans(WalkState& state) const;
  // Begins the list of the element that is on, or goes to the next one if it cannot be asked for.
  sluice::Status enter(const Element& element);
  sluice::Status leave_out(const sluice::Status& why);
  sluice::Result<SourceRequest> request_of(const std::string& element);
  sluice::Status put_increment(const Span& span, SourceRequest& request);
  sluice::Status note(const std::string& key, sluice::Batch rows, sluice::Value envelope);
  std::string span_key() const;
  sluice::Status take_page(sluice::Batch into, const sluice::Cancel& cancel);
  sluice::Status go_on(sluice::Batch into, bool more);
  sluice::Status end_walk(sluice::Batch into);
  // The end of the walk, with what is to be known of it.
  sluice::Status over(sluice::Batch into, bool cut) const;
  sluice::Status keep_place(sluice::Batch into, bool over);
  bool reaches_limit(size_t rows) const;
  void request_next(const sluice::Cancel& cancel);

  const sluice::Host host_;
  const sluice::ClientRef client_;
  SourceSettings settings_;
  SourceRequest request_;  // as open() got it
  ListWalk walk_;
  std::unique_ptr<Elements> elements_;
  WalkState state_;
  std::string begun_;                 // the cursor that the walk began with
  const std::vector<Element> fixed_;  // of the configuration
  Element element_;                   // the one that is on
  uint64_t pages_ = 0;                // of this run
  uint64_t records_ = 0;              // of this run, before any filter
  bool ended_ = false;
  bool entered_ = false;  // a list of the walk has begun
  std::string left_out_;  // the last element that could not be asked for, and why
  uint64_t named_ = 0;    // of those
};

}  // namespace http_plugin
