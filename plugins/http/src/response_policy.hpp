// What a response means for the records of its request, for the rest of the batch, and for the
// pipeline. One lane.
#pragma once

#include <string>
#include <vector>

#include "publisher_settings.hpp"
#include "results.hpp"
#include "sluice/plugin.hpp"
#include "sluice/rest/request_maker.hpp"

namespace http_plugin {

class ResponsePolicy {
 public:
  // All of it outlives the policy.
  ResponsePolicy(PublisherSettings& settings, const sluice::Host& host)
      : settings_(settings), host_(host) {}

  // For a request with `count` records. `failure` is the result of the client's finish. `records`
  // is empty where there are no results; they have their ids if results are matched by id.
  sluice::rest::Decision decide(size_t count, std::vector<Expected> records, sluice::Status failure,
                                const sluice::Response& response);
  // A request that could not be started.
  sluice::rest::Decision not_started(sluice::Status failure) const;

 private:
  sluice::rest::Decision taken(std::vector<Expected> records, const sluice::Response& response);
  sluice::rest::Decision by_body(std::vector<Expected> records, const sluice::Response& response);
  sluice::rest::Decision says_no(sluice::Value body, std::string_view text);
  sluice::rest::Decision by_results(std::vector<Expected> records, sluice::Value body);
  void settle_one(Expected& record, sluice::rest::Decision& out) const;
  sluice::rest::Decision unreadable(const sluice::Status& failure) const;
  sluice::rest::Decision unclear(sluice::Status why) const;
  sluice::rest::Decision not_accepted(int32_t status) const;
  sluice::rest::Decision left_open(const sluice::Status& failure, int32_t status) const;
  sluice::rest::Decision by_policy(const sluice::Status& told, size_t records) const;
  sluice::rest::Decision refused(const sluice::Status& failure, size_t records) const;
  sluice::rest::Decision server_error(const sluice::Status& failure, size_t records) const;
  sluice::Status answered(const sluice::Status& why) const;
  bool wants_body() const { return settings_.results || settings_.success; }
  std::string where() const;

  PublisherSettings& settings_;
  const sluice::Host& host_;
};

}  // namespace http_plugin
