// What a response means for the records of its request, for the rest of the batch, and for the
// pipeline. One lane.
#pragma once

#include <string>
#include <vector>

#include "publisher_settings.hpp"
#include "results.hpp"
#include "sluice/plugin.hpp"

namespace http_plugin {

struct Decision {
  std::vector<Expected> each;  // one per record, where they differ
  sluice::Status all;          // of every record, where they do not
  sluice::Status rest;         // failing: nothing else is sent now
  bool halt = false;           // these are settled, and `rest` ends the run
  bool stop = false;           // the same, and these are not: nothing of them was carried out
  bool split = false;          // send it again, as two halves
  bool server_error = false;   // may concern the record or all of them
};

class ResponsePolicy {
 public:
  // All of it outlives the policy.
  ResponsePolicy(PublisherSettings& settings, const sluice::Host& host)
      : settings_(settings), host_(host) {}

  // For a request with `count` records. `failure` is the result of the client's finish. `records`
  // is empty where there are no results; they have their ids if results are matched by id.
  Decision decide(size_t count, std::vector<Expected> records, sluice::Status failure,
                  const sluice::Response& response);
  // A request that could not be started.
  Decision not_started(sluice::Status failure) const;

 private:
  Decision taken(std::vector<Expected> records, const sluice::Response& response);
  Decision by_body(std::vector<Expected> records, const sluice::Response& response);
  Decision says_no(sluice::Value body, std::string_view text);
  Decision by_results(std::vector<Expected> records, sluice::Value body);
  void settle_one(Expected& record, Decision& out) const;
  Decision unreadable(const sluice::Status& failure) const;
  Decision unclear(sluice::Status why) const;
  Decision not_accepted(int32_t status) const;
  Decision left_open(const sluice::Status& failure, int32_t status) const;
  Decision by_policy(const sluice::Status& told, size_t records) const;
  Decision refused(const sluice::Status& failure, size_t records) const;
  Decision server_error(const sluice::Status& failure, size_t records) const;
  sluice::Status answered(const sluice::Status& why) const;
  bool wants_body() const { return settings_.results || settings_.success; }
  std::string where() const;

  PublisherSettings& settings_;
  const sluice::Host& host_;
};

}  // namespace http_plugin
