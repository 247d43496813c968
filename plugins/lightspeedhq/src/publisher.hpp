// Carries out any writing action of the shop's catalogue. One lane, as sluice::Publisher says.
#pragma once

#include "catalogue.hpp"
#include "sluice/rest/rest_publisher.hpp"

namespace lightspeedhq {

class Publisher final : public sluice::rest::RestPublisher {
 public:
  static constexpr std::string_view kId = "lightspeedhq.publisher";
  static auto create(sluice::Context& context) { return make<Publisher>(context, connector()); }
  using RestPublisher::RestPublisher;
};

}  // namespace lightspeedhq
