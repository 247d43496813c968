#include "http_requests.hpp"

#include <string_view>
#include <utility>

namespace http_plugin {

using sluice::Cancel;
using sluice::Status;
using sluice::Value;
using sluice::rest::Batches;
using sluice::rest::Decision;
using sluice::rest::OrderQueue;
using sluice::rest::RequestBatch;

namespace {

// make_batch() makes no other.
HttpBatch& mine(RequestBatch& request) { return static_cast<HttpBatch&>(request); }

const HttpBatch& mine(const RequestBatch& request) {
  return static_cast<const HttpBatch&>(request);
}

}  // namespace

bool HttpRequests::take(OrderQueue& queue, Batches& batches, RequestBatch& out) {
  return builder_.take(queue, batches, mine(out));
}

Status HttpRequests::build(Batches& batches, RequestBatch& out, const Cancel&) {
  return builder_.build(batches, mine(out));
}

sluice::Result<sluice::Exchange> HttpRequests::start(RequestBatch& request) {
  return client_.start(builder_.request(mine(request)));
}

std::string HttpRequests::name_of(const RequestBatch& request) const {
  const HttpBatch& batch = mine(request);
  if (batch.segments.empty()) return settings_.method + " " + settings_.path_text;
  std::string out = settings_.method + " ";
  for (const std::string& segment : batch.segments) out += "/" + segment;
  return out;
}

std::string_view HttpRequests::body_of(const RequestBatch& request) const {
  return settings_.gzip ? std::string_view() : mine(request).body;
}

Decision HttpRequests::not_started(const RequestBatch&, Status failure) {
  return policy_.not_started(std::move(failure));
}

Decision HttpRequests::decide(Batches& batches, RequestBatch& request, Status failure,
                              sluice::Response& response, const Cancel&) {
  return policy_.decide(request.records.size(), expected(batches, request), std::move(failure),
                        response);
}

// Ids are only read where results are matched by them.
std::vector<Expected> HttpRequests::expected(Batches& batches, const RequestBatch& request) {
  std::vector<Expected> out;
  auto& results = settings_.results;
  if (!results) return out;
  for (uint32_t record : request.records) {
    std::string_view id;
    if (results->record_id) {
      const Value value = results->record_id->find(batches.job_of(record).root(record));
      id = value.is_string() ? value.string_or("") : value.text();
    }
    out.push_back({id, {}});
  }
  return out;
}

}  // namespace http_plugin
