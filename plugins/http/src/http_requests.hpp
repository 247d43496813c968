// The requests of an http.publisher: made by its settings, their responses read by its policy. One
// lane.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http_batch.hpp"
#include "request_builder.hpp"
#include "response_policy.hpp"
#include "sluice/plugin.hpp"
#include "sluice/rest/request_maker.hpp"

namespace http_plugin {

class HttpRequests final : public sluice::rest::RequestMaker {
 public:
  // All of it outlives them.
  HttpRequests(PublisherSettings& settings, const sluice::Host& host,
               const sluice::ClientRef& client, RequestBuilder& builder)
      : settings_(settings), client_(client), builder_(builder), policy_(settings, host) {}

  std::unique_ptr<sluice::rest::RequestBatch> make_batch() const override {
    return std::make_unique<HttpBatch>();
  }
  bool needs_text() const override { return settings_.has_body() && !settings_.request_records; }
  bool needs_keys() const override { return settings_.idempotency.any(); }
  size_t most_together() const override { return settings_.batch.records; }
  bool take(sluice::rest::OrderQueue& queue, sluice::rest::Batches& batches,
            sluice::rest::RequestBatch& out) override;
  sluice::Status build(sluice::rest::Batches& batches, sluice::rest::RequestBatch& out,
                       const sluice::Cancel& cancel) override;
  sluice::Result<sluice::Exchange> start(sluice::rest::RequestBatch& request) override;
  std::string name_of(const sluice::rest::RequestBatch& request) const override;
  std::string_view body_of(const sluice::rest::RequestBatch& request) const override;
  sluice::rest::Decision not_started(const sluice::rest::RequestBatch& request,
                                     sluice::Status failure) override;
  sluice::rest::Decision decide(sluice::rest::Batches& batches, sluice::rest::RequestBatch& request,
                                sluice::Status failure, sluice::Response& response,
                                const sluice::Cancel& cancel) override;

 private:
  std::vector<Expected> expected(sluice::rest::Batches& batches,
                                 const sluice::rest::RequestBatch& request);

  PublisherSettings& settings_;
  const sluice::ClientRef& client_;
  RequestBuilder& builder_;
  ResponsePolicy policy_;
};

}  // namespace http_plugin
