// Carries out any writing action of the shop's catalogue. One lane, as sluice::Publisher says.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "sluice/plugin.hpp"
#include "sluice/rest/action_publisher.hpp"
#include "sluice/rest/operation_outlook.hpp"

namespace lightspeedhq {

class Publisher final : public sluice::rest::ActionPublisher {
 public:
  static constexpr std::string_view kId = "lightspeedhq.publisher";
  static sluice::Result<std::unique_ptr<Publisher>> create(sluice::Context& context);
  const sluice::Outlook* outlook() const override { return outlook_ ? &*outlook_ : nullptr; }

 private:
  using ActionPublisher::ActionPublisher;

  std::optional<sluice::rest::OperationOutlook> outlook_;
};

}  // namespace lightspeedhq
