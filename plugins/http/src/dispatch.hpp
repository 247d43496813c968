// Keeps up to `in_flight` requests under way until every record of the batches begun has its
// outcome. One lane.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "batches.hpp"
#include "http_batch.hpp"
#include "order_queue.hpp"
#include "request_builder.hpp"
#include "response_policy.hpp"

namespace http_plugin {

class Dispatch {
 public:
  // All of it outlives the dispatch.
  Dispatch(PublisherSettings& settings, const sluice::Host& host, const sluice::ClientRef& client,
           RequestBuilder& builder)
      : settings_(settings), client_(client), builder_(builder), policy_(settings, host) {}

  // Sends the batch's records as far as they fill requests; the rest waits for the next
  // batch, or for settle. Batch and outcomes stay until then. Failing: nothing was begun.
  sluice::Status begin(sluice::Batch batch, sluice::Outcomes outcomes,
                       const sluice::Cancel& cancel);
  // Waits for all outcomes of the batch that was begun first. Failing: none counts, and none of
  // them belongs to a record that was accepted or refused. A failure that ends the run is returned
  // by the first call with no such outcomes; until then records not sent are to be offered again.
  sluice::Status settle(const sluice::Cancel& cancel);
  // Failing: the run must end, and no call has returned it yet.
  const sluice::Status& halted() const { return halted_; }

 private:
  using HttpBatchPtr = std::unique_ptr<HttpBatch>;
  // The response that is being settled, for a host that wants it.
  struct Answered {
    int32_t status;
    std::string request;
    std::string_view response;
    const Job* kept_in = nullptr;  // whose batch has the texts of `kept`
    sluice::Answer kept = {};
  };

  std::vector<std::string_view> order_keys(const Job& job) const;
  bool has_room() const { return flying_.size() < settings_.in_flight; }
  bool fills_request() const;
  void send_more(bool full_only, const sluice::Cancel& cancel);
  HttpBatchPtr next_http_batch(bool full_only);
  void send(HttpBatchPtr http_batch);
  void finish_one(const sluice::Cancel& cancel);
  HttpBatchPtr take_off(size_t which);
  sluice::Result<size_t> first_answered(const sluice::Cancel& cancel);
  bool may_send() const { return stopped_ && halted_ && rest_; }
  void settle(HttpBatchPtr http_batch, Decision decision);
  void settle_unfit(HttpBatch& http_batch);
  void split(HttpBatchPtr http_batch);
  HttpBatchPtr next_half();
  void settle_record(uint32_t record, const sluice::Status& outcome);
  const sluice::Answer& answer_for(const Job& job);
  void note_health(const Decision& decision);
  void note_part(const HttpBatch& http_batch, const Decision& decision);
  std::vector<Expected> expected(const HttpBatch& http_batch);
  void settle_rest(Job& job);
  void settle_left(Job& job, const sluice::Status& why);
  void halt(sluice::Status why);
  void stop(sluice::Status why);
  void start_afresh();
  std::string name_of(const HttpBatch& http_batch) const;
  HttpBatchPtr free_http_batch();
  void keep(HttpBatchPtr http_batch);

  PublisherSettings& settings_;
  const sluice::ClientRef& client_;
  RequestBuilder& builder_;
  ResponsePolicy policy_;
  Batches batches_;
  OrderQueue queue_;
  std::vector<HttpBatchPtr> free_;
  std::vector<HttpBatchPtr> flying_;
  std::vector<sluice_http_exchange*> handles_;  // of flying_
  std::deque<HttpBatchPtr> halves_;             // sent one after the other, to keep their order
  bool half_flying_ = false;
  std::optional<Answered> answered_;
  int server_errors_ = 0;     // in a row
  size_t refused_parts_ = 0;  // in a row, of a request refused as a whole
  size_t found_ = 0;          // its records that were refused alone, in a row
  sluice::Status rest_;       // failing: nothing more is sent of the batches begun
  sluice::Status halted_;     // failing: nothing more is sent at all
  sluice::Status stopped_;    // failing: requests under way are aborted, too
};

}  // namespace http_plugin
