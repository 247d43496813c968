// Keeps up to `in_flight` requests under way until every record of the batches begun has its
// outcome. Records of one order number (sluice_record.order) are sent one after the other. One
// lane.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/rest/batches.hpp"
#include "sluice/rest/order_queue.hpp"
#include "sluice/rest/request_maker.hpp"

namespace sluice::rest {

class Dispatch {
 public:
  // `client` and `maker` outlive the dispatch.
  Dispatch(const Host& host, const ClientRef& client, RequestMaker& maker, size_t in_flight)
      : host_(host), client_(client), maker_(maker), in_flight_(in_flight) {}

  // Sends the batch's records as far as they fill requests; the rest waits for the next
  // batch, or for settle. Batch and outcomes stay until then. Failing: nothing was begun.
  Status begin(Batch batch, Outcomes outcomes, const Cancel& cancel);
  // Waits for all outcomes of the batch that was begun first. Failing: none counts, and none of
  // them belongs to a record that was accepted or refused. A failure that ends the run is returned
  // by the first call with no such outcomes; until then records not sent are to be offered again.
  Status settle(const Cancel& cancel);
  // Failing: the run must end, and no call has returned it yet.
  const Status& halted() const { return halted_; }

 private:
  using RequestPtr = std::unique_ptr<RequestBatch>;
  // What was asked and answered of the request that is being settled, for a host that wants it.
  struct Answered {
    int32_t status;
    std::string request;
    std::string_view payload, response;
    const Job* kept_in = nullptr;  // whose batch has the texts of `kept`
    Answer kept = {};
  };

  Status ask_for_keys(Job& job) const;
  static std::vector<uint32_t> orders_of(const Job& job);
  bool has_room() const { return flying_.size() < in_flight_; }
  bool fills_request() const;
  void send_more(bool full_only, const Cancel& cancel);
  RequestPtr next_request(bool full_only);
  void send(RequestPtr request, const Cancel& cancel);
  void finish_one(const Cancel& cancel);
  RequestPtr take_off(size_t which);
  Result<size_t> first_answered(const Cancel& cancel);
  bool may_send() const { return stopped_ && halted_ && rest_; }
  void settle(RequestPtr request, Decision decision);
  void settle_unfit(RequestBatch& request);
  void split(RequestPtr request);
  RequestPtr next_half();
  void settle_record(uint32_t record, const Status& outcome);
  const Answer& answer_for(const Job& job);
  void note_health(const Decision& decision);
  void note_part(const RequestBatch& request, const Decision& decision);
  void settle_rest(Job& job);
  void settle_left(Job& job, const Status& why);
  void halt(Status why);
  void stop(Status why);
  void start_afresh();
  RequestPtr free_request();
  void keep(RequestPtr request);

  Host host_;
  const ClientRef& client_;
  RequestMaker& maker_;
  const size_t in_flight_;
  Batches batches_;
  OrderQueue queue_;
  std::vector<RequestPtr> free_;
  std::vector<RequestPtr> flying_;
  std::vector<sluice_http_exchange*> handles_;  // of flying_
  std::deque<RequestPtr> halves_;               // sent one after the other, to keep their order
  bool half_flying_ = false;
  std::optional<Answered> answered_;
  int server_errors_ = 0;     // in a row
  size_t refused_parts_ = 0;  // in a row, of a request refused as a whole
  size_t found_ = 0;          // its records that were refused alone, in a row
  Status rest_;               // failing: nothing more is sent of the batches begun
  Status halted_;             // failing: nothing more is sent at all
  Status stopped_;            // failing: requests under way are aborted, too
};

}  // namespace sluice::rest
