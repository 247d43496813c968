// The requests of a RestPublisher: made by an action of a catalogue, for one record or, where the
// action takes many, for several; their responses read by its row. One lane.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/context.hpp"
#include "sluice/rest/action_settings.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/rest/request_maker.hpp"
#include "sluice/rest/write_request.hpp"

namespace sluice::rest {

class ActionRequests final : public RequestMaker {
 public:
  // All of it outlives them.
  ActionRequests(const Host& host, const ClientRef& client, const ActionSettings& settings)
      : host_(host), client_(client), settings_(settings) {}

  std::unique_ptr<RequestBatch> make_batch() const override;
  bool needs_text() const override { return false; }
  bool needs_keys() const override { return settings_.idempotency.any(); }
  size_t most_together() const override {
    return settings_.per_request ? settings_.per_request : 1;
  }
  bool take(OrderQueue& queue, Batches& batches, RequestBatch& out) override;
  Status build(Batches& batches, RequestBatch& out, const Cancel& cancel) override;
  Result<Exchange> start(RequestBatch& request) override;
  std::string name_of(const RequestBatch& request) const override;
  std::string_view body_of(const RequestBatch& request) const override;
  Decision not_started(const RequestBatch& request, Status failure) override;
  Decision decide(Batches& batches, RequestBatch& request, Status failure, Response& response,
                  const Cancel& cancel) override;

 private:
  struct WriteBatch final : RequestBatch {
    void clear() override;
    std::vector<Write> writes;                // of `records`
    std::optional<OperationRequest> request;  // once it is built
  };
  // The result of a request: a failing status, or 2xx with what it says of each record.
  struct Sent {
    Status status;
    bool lost = false;      // it may have been carried out
    bool answered = false;  // ... with a 2xx response that does not say so
    std::vector<Status> records = {};
  };

  // make_batch() makes no other.
  static WriteBatch& mine(RequestBatch& request) { return static_cast<WriteBatch&>(request); }
  static const WriteBatch& mine(const RequestBatch& request) {
    return static_cast<const WriteBatch&>(request);
  }
  Result<Write> read(Batches& batches, uint32_t record) const;
  Result<OperationRequest> make_request(const std::vector<Write>& writes,
                                        const Cancel& cancel) const;
  Status add_parts(const Write& write, OperationRequest& request, const Cancel& cancel) const;
  Sent read_sent(const WriteBatch& batch, const Status& status, const Response& response);
  // Repeats a write that was not carried out, and marks a successful one as done.
  void settle_doubt(WriteBatch& batch, Sent& sent, Response& response, const Cancel& cancel);
  void send_again(WriteBatch& batch, Sent& sent, Response& response, const Cancel& cancel);
  static bool is_in_doubt(const WriteBatch& batch, const Sent& sent);
  void apply_policy(const WriteBatch& batch, Sent& sent) const;
  Decision conclude(const WriteBatch& batch, Sent sent) const;
  Decision conclude_failure(const WriteBatch& batch, const Sent& sent) const;

  const Host& host_;
  const ClientRef& client_;
  const ActionSettings& settings_;
};

}  // namespace sluice::rest
