// How a list goes on from page to page. One object a walk, used on the subscriber's lane. Other
// kinds (page number, offset, last id) are further classes of this interface.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sluice/batch.hpp"
#include "sluice/rest/catalogue.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

// A page that arrived: its records, and the document around them.
struct Page {
  Batch records;
  Value envelope;  // null for a bare array
};

class Pagination {
 public:
  virtual ~Pagination() = default;
  // Goes to a cursor that cursor() gave; empty: to the start the request asks for. E_INVALID for
  // text that is no such cursor.
  virtual Status seek(std::string_view cursor) = 0;
  // Puts what the next page needs into its request.
  virtual void prepare(OperationRequest& request) const = 0;
  // Reads from a page where the next one starts; false: that was the last. E_DATA if the page
  // does not say, and then nothing has changed.
  virtual Result<bool> advance(const Page& page) = 0;
  // Where the walk is; empty: nothing to remember.
  virtual std::string cursor() const = 0;
};

// One call, no cursor.
class SinglePage final : public Pagination {
 public:
  Status seek(std::string_view) override { return {}; }
  void prepare(OperationRequest&) const override {}
  Result<bool> advance(const Page&) override { return false; }
  std::string cursor() const override { return {}; }
};

// True if this request of the operation goes over pages.
bool is_paged(const Operation& operation, const Parameters& query);

// The operation's kind of pagination for this request; `paged` false: a single page. E_INVALID
// starts with `pointer` to the query parameter that is wrong.
Result<std::unique_ptr<Pagination>> make_pagination(const Operation& operation,
                                                    const Parameters& query, bool paged,
                                                    std::string_view pointer);

}  // namespace sluice::rest
