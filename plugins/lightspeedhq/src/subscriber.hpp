// Reads the shop's data: lists of every kind, single records, reads that are POSTs. One lane, as
// sluice::Subscriber says.
#pragma once

#include "catalogue.hpp"
#include "sluice/rest/rest_subscriber.hpp"

namespace lightspeedhq {

class Subscriber final : public sluice::rest::RestSubscriber {
 public:
  static constexpr std::string_view kId = "lightspeedhq.subscriber";
  static auto create(sluice::Context& context) { return make<Subscriber>(context, connector()); }
  // The readable and writable entities: `sluice plugins show lightspeedhq`.
  static auto describe(std::string_view topic, bool json) {
    return connector().describe(topic, json);
  }
  using RestSubscriber::RestSubscriber;
};

}  // namespace lightspeedhq
