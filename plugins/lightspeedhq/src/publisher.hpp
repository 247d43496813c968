// Carries out any writing action of the shop's catalogue. One lane, as sluice::Publisher says.
#pragma once

#include <memory>
#include <string_view>

#include "sluice/plugin.hpp"
#include "sluice/rest/action_publisher.hpp"

namespace lightspeedhq {

class Publisher final : public sluice::rest::ActionPublisher {
 public:
  static constexpr std::string_view kId = "lightspeedhq.publisher";
  static sluice::Result<std::unique_ptr<Publisher>> create(sluice::Context& context);

 private:
  using ActionPublisher::ActionPublisher;
};

}  // namespace lightspeedhq
