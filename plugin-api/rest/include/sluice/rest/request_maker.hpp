// What Dispatch needs of a publisher: how requests are made of records, and what a response means
// for them. One lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sluice/http.hpp"
#include "sluice/rest/batches.hpp"
#include "sluice/rest/order_queue.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

// One request and the records in it. Reused, with its memory.
struct RequestBatch {
  virtual ~RequestBatch() = default;
  virtual void clear() {
    exchange.reset();
    records.clear();
    unfit.clear();
    half = false;
  }

  std::vector<uint32_t> records;                   // as Batches numbers them
  std::vector<std::pair<uint32_t, Status>> unfit;  // that cannot be sent
  bool half = false;                               // of one that was refused as a whole
  Exchange exchange{};                             // may borrow the body
};

// What became of a request.
struct Decision {
  std::vector<Status> each;   // one per record, where they differ
  Status all;                 // of every record, where they do not
  Status rest;                // failing: nothing else is sent now
  bool halt = false;          // these are settled, and `rest` ends the run
  bool stop = false;          // the same, and these are not: nothing of them was carried out
  bool split = false;         // send it again, as two halves
  bool server_error = false;  // may concern the record or all of them
};

class RequestMaker {
 public:
  virtual ~RequestMaker() = default;

  virtual std::unique_ptr<RequestBatch> make_batch() const = 0;
  // The text of each record is needed (Batches::text).
  virtual bool needs_text() const = 0;
  // Requests tell the system which record they are of (Job::key).
  virtual bool needs_keys() const = 0;
  // Records that a request takes at most.
  virtual size_t most_together() const = 0;
  // Fills `out` with the next records of `queue`, and with those that cannot be sent; false if
  // none may be sent.
  virtual bool take(OrderQueue& queue, Batches& batches, RequestBatch& out) = 0;
  // Makes the request of `out.records`. E_DATA: the record cannot be sent; a failure that may pass:
  // not now; any other ends the run.
  virtual Status build(Batches& batches, RequestBatch& out, const Cancel& cancel) = 0;
  virtual Result<Exchange> start(RequestBatch& request) = 0;
  // "POST /items", for people; without the query, which may hold secrets.
  virtual std::string name_of(const RequestBatch& request) const = 0;
  // Its body as text, for people: empty if there is none, or none that can be read. Valid until the
  // request is cleared.
  virtual std::string_view body_of(const RequestBatch& request) const = 0;
  virtual Decision not_started(const RequestBatch& request, Status failure) = 0;
  // `failure` is the result of the client's finish. It may ask the system what became of the
  // request, or repeat it: then exchange and response are those of the repeat.
  virtual Decision decide(Batches& batches, RequestBatch& request, Status failure,
                          Response& response, const Cancel& cancel) = 0;
};

}  // namespace sluice::rest
