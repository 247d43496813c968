// Reads with a catalogue's reading operations: lists page by page, with the next page requested
// as soon as it is known, and single records. A connector derives its subscriber from this:
//
//   class Subscriber final : public sluice::rest::RestSubscriber {
//    public:
//     static constexpr std::string_view kId = "acme.subscriber";
//     static auto create(sluice::Context& context) { return make<Subscriber>(context, kAcme); }
//     using RestSubscriber::RestSubscriber;
//   };
//
// Its settings are those of ListSettings; a manifest offers as many of them as make sense. One
// lane; see sluice::Subscriber for each function's thread tag.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sluice/component.hpp"
#include "sluice/rest/connector.hpp"
#include "sluice/rest/list_settings.hpp"
#include "sluice/rest/operation_outlook.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/rest/pagination.hpp"
#include "sluice/rest/walk_cursor.hpp"

namespace sluice::rest {

class RestSubscriber : public Subscriber, private KnowsMembers {
 public:
  // A component's configuration, checked. `connector` outlives the component.
  struct Setup {
    const Connector& connector;
    Host host;
    ClientRef client;
    ListSettings settings;
    OperationOutlook outlook;
  };
  // No I/O. E_INVALID starts with the JSON pointer to the setting.
  static Result<Setup> read(Context& context, const Connector& connector);
  template <class Self>
  static Result<std::unique_ptr<Self>> make(Context& context, const Connector& connector) {
    auto setup = read(context, connector);
    if (!setup) return setup.status();
    return std::make_unique<Self>(*std::move(setup));
  }

  explicit RestSubscriber(Setup setup);

  const Outlook* outlook() const override { return &outlook_; }
  KnowsMembers* knows_members() override { return this; }
  Result<std::string> open(std::string_view request) override;
  Status seek(std::string_view cursor) override;
  Status poll(Batch into, const Cancel& cancel) override;

 private:
  Result<std::string> members(std::string_view in) override;
  // Rows of lists requested with deleted rows.
  void mark_deleted(Batch page) const;
  Status start_next();
  Status read_page(Batch into, const Response& response);
  Result<Page> parse_list(Batch into, const Response& response);
  Result<Page> parse_record(Batch into, const Response& response);
  bool reaches_limit(size_t rows) const;
  Status note_cursor(Batch into, bool over) const;
  // Whether it did.
  bool warn_of_absent(size_t rows) const;
  // Says which page of what failed, and since 403 is about scopes, which are needed.
  Status at_entity(Status status) const;

  const Catalogue& catalogue_;
  const std::string_view deleted_at_;
  Host host_;
  ClientRef client_;
  ListSettings settings_;
  OperationOutlook outlook_;
  OperationRequest request_;
  bool marks_deleted_ = false;
  PagingPlan plan_;  // set by open, with the next
  std::unique_ptr<Pagination> pagination_;
  WalkCursor::Walk walk_ = WalkCursor::Walk::kChanges;
  Exchange exchange_;     // the next page, on its way
  uint64_t page_ = 1;     // the next page's number within this run
  uint64_t records_ = 0;  // of this run's pages, before any filter
  bool ended_ = false;
};

}  // namespace sluice::rest
