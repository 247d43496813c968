// Reads what the shop has: lists of every kind, single records, reads that are POSTs. One lane, as
// sluice::Subscriber says.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/plugin.hpp"
#include "sluice/rest/list_subscriber.hpp"
#include "sluice/rest/operation_outlook.hpp"

namespace lightspeedhq {

class Subscriber final : public sluice::rest::ListSubscriber {
 public:
  static constexpr std::string_view kId = "lightspeedhq.subscriber";
  static sluice::Result<std::unique_ptr<Subscriber>> create(sluice::Context& context);
  const sluice::Outlook* outlook() const override { return outlook_ ? &*outlook_ : nullptr; }
  // What there is to read and write: `sluice plugins show lightspeedhq`.
  static sluice::Result<std::string> describe(std::string_view topic, bool json);

 protected:
  // Rows with `deleted_at` become deletions.
  void mark_deleted(sluice::Batch batch) const override;

 private:
  using ListSubscriber::ListSubscriber;

  std::optional<sluice::rest::OperationOutlook> outlook_;
};

}  // namespace lightspeedhq
