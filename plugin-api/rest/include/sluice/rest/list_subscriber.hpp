// Reads what a catalogue's reading operations give: lists page by page, with the next page asked
// for as soon as it is known, and single records. A connector derives its subscriber from this and
// gives its catalogue. One lane; see sluice::Subscriber for each function's thread tag.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sluice/component.hpp"
#include "sluice/rest/list_settings.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/rest/pagination.hpp"
#include "sluice/rest/walk_cursor.hpp"

namespace sluice::rest {

class ListSubscriber : public Subscriber {
 public:
  Result<std::string> open(std::string_view request) override;
  Status seek(std::string_view cursor) override;
  Status poll(Batch into, const Cancel& cancel) override;

 protected:
  ListSubscriber(Context& context, ListSettings settings);

  // What a connector knows about its rows. Called for pages of lists that were asked for deleted
  // rows as well: it marks those.
  virtual void mark_deleted(Batch) const {}

 private:
  Status start_next();
  Status read_page(Batch into, const Response& response);
  Result<Page> parse_list(Batch into, const Response& response);
  Result<Page> parse_record(Batch into, const Response& response);
  bool reaches_limit(size_t rows) const;
  Status note_cursor(Batch into, bool over) const;
  // Says which page of what failed, and since 403 is about scopes, which are needed.
  Status at_entity(Status status) const;

  Host host_;
  ClientRef client_;
  ListSettings settings_;
  OperationRequest request_;
  bool marks_deleted_ = false;
  std::unique_ptr<Pagination> pagination_;  // set by open
  WalkCursor::Walk walk_ = WalkCursor::Walk::kChanges;
  Exchange exchange_;        // the next page, on its way
  sluice_value envelope_{};  // of the page in hand
  uint64_t page_ = 1;        // the next page's number within this run
  uint64_t records_ = 0;     // of this run's pages, before any filter
  bool ended_ = false;
};

}  // namespace sluice::rest
