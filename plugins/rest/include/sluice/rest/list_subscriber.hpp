// Reads a list of a catalogue page by page and asks for the next page as soon as it is known. A
// connector derives its subscriber from this and gives its catalogue. One lane; see
// sluice::Subscriber for each function's thread tag.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/component.hpp"
#include "sluice/rest/catalogue.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/rest/pagination.hpp"
#include "sluice/rest/path_template.hpp"
#include "sluice/rest/request_parts.hpp"

namespace sluice::rest {

// What a subscriber's configuration says.
struct ListSettings {
  const Operation* operation = nullptr;
  PathTemplate path;
  bool pagination = true;
  bool incremental = true;  // the next walk starts where this one ended

  // Reads entity, request, pagination and incremental, and checks the request. E_INVALID starts
  // with the JSON pointer to what is wrong.
  static Result<ListSettings> read(Context& context, const Catalogue& catalogue);
};

class ListSubscriber : public Subscriber {
 public:
  Result<std::string> open(std::string_view request) override;
  Status seek(std::string_view cursor) override;
  Status poll(Batch into, const Cancel& cancel) override;

 protected:
  // `page_size` is asked for where the request does not say; empty: the server's own.
  ListSubscriber(Context& context, ListSettings settings, std::string_view page_size);

  // What a connector knows about its rows: marks deletions, for one.
  virtual void mark(Batch, const Parameters& /*query*/) const {}

 private:
  Status start_next();
  Status read_page(Batch into, const Response& response);
  Status note_cursor(Batch into, bool more) const;
  std::string identity(const RequestParts& parts, std::string_view client) const;
  // Says which page of what failed, and since 403 is about scopes, which are needed.
  Status at_page(Status status) const;

  Host host_;
  ClientRef client_;
  ListSettings settings_;
  std::string page_size_;
  OperationRequest request_;
  std::unique_ptr<Pagination> pagination_;  // set by open
  Exchange exchange_;                       // the next page, on its way
  uint64_t page_ = 1;                       // the next page's number within this walk
  bool ended_ = false;
};

}  // namespace sluice::rest
