// Makes parcels: takes records from the queue until one is full, and writes its body and path. One
// lane.
#pragma once

#include <optional>

#include "gzip.hpp"
#include "load.hpp"
#include "order_queue.hpp"
#include "parcel.hpp"
#include "publisher_settings.hpp"

namespace http_plugin {

class Packer {
 public:
  // `settings` outlives it.
  static sluice::Result<Packer> create(PublisherSettings& settings);

  // Fills `out` with the next records of `queue`, and with those that no request can be made of;
  // false if none may leave.
  bool take(OrderQueue& queue, Load& load, Parcel& out);
  // Path, query and body for the records of `parcel`. E_DATA: the record cannot be sent.
  sluice::Status pack(Load& load, Parcel& parcel);
  // What is sent: borrows from `parcel` and the settings, until the next call.
  const sluice::Request& request(const Parcel& parcel);

 private:
  explicit Packer(PublisherSettings& settings);

  sluice::Status measure_action(Load& load, uint32_t record, size_t& size);
  sluice::Status append_action(const Job& job, uint32_t record, std::string& out) const;
  sluice::rest::PathTemplate::Slashes slashes() const {
    using Slashes = sluice::rest::PathTemplate::Slashes;
    return settings_->encode_slashes ? Slashes::kEncoded : Slashes::kRefused;
  }
  sluice::Status set_path(sluice::Value record, Parcel& parcel);
  sluice::Status set_parts(sluice::Value record, Parcel& parcel);
  sluice::Status set_body(Load& load, Parcel& parcel) const;
  sluice::Status write_lines(Load& load, Parcel& parcel) const;
  void write_array(Load& load, Parcel& parcel) const;
  sluice::Status compress(Parcel& parcel);

  PublisherSettings* settings_;
  std::optional<Gzip> gzip_;
  std::string scratch_;
  std::vector<std::string> fixed_;  // segments of a path without parameters
  sluice::Request request_;
};

}  // namespace http_plugin
