// Makes HTTP batches: takes records from the queue until one is full, and writes its body and path.
// One lane.
#pragma once

#include <optional>

#include "http_batch.hpp"
#include "publisher_settings.hpp"
#include "sluice/gzip/compressor.hpp"

namespace http_plugin {

class RequestBuilder {
 public:
  // `settings` outlives it.
  static sluice::Result<RequestBuilder> create(PublisherSettings& settings);

  // Fills `out` with the next records of `queue`, and with those that cannot be sent;
  // false if none may be sent.
  bool take(sluice::rest::OrderQueue& queue, sluice::rest::Batches& batches, HttpBatch& out);
  // Path, query and body for the records of `http_batch`. E_DATA: the record cannot be sent.
  sluice::Status build(sluice::rest::Batches& batches, HttpBatch& http_batch);
  // The request to send: borrows from `http_batch` and the settings, until the next call.
  const sluice::Request& request(const HttpBatch& http_batch);

 private:
  explicit RequestBuilder(PublisherSettings& settings);

  sluice::Status measure(sluice::rest::Batches& batches, uint32_t record, size_t& size);
  sluice::Status measure_action(sluice::rest::Batches& batches, uint32_t record, size_t& size);
  sluice::Status append_action(const sluice::rest::Job& job, uint32_t record,
                               std::string& out) const;
  sluice::rest::PathTemplate::Slashes slashes() const {
    using Slashes = sluice::rest::PathTemplate::Slashes;
    return settings_->encode_slashes ? Slashes::kEncoded : Slashes::kRefused;
  }
  sluice::Status set_path(sluice::Value record, HttpBatch& http_batch);
  sluice::Status set_parts(sluice::Value record, HttpBatch& http_batch);
  sluice::Status set_body(sluice::rest::Batches& batches, HttpBatch& http_batch) const;
  sluice::Status write_lines(sluice::rest::Batches& batches, HttpBatch& http_batch) const;
  void write_array(sluice::rest::Batches& batches, HttpBatch& http_batch) const;
  void append_text(sluice::rest::Batches& batches, uint32_t record, std::string& out) const;
  sluice::Status compress(HttpBatch& http_batch);

  PublisherSettings* settings_;
  std::optional<sluice::gzip::Compressor> gzip_;
  std::string scratch_;
  std::vector<std::string> fixed_;  // segments of a path without parameters
  sluice::Request request_;
};

}  // namespace http_plugin
