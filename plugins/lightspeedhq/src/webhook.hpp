// Receives the shop's deliveries: webhooks as records, each unchanged or with the
// entity's current state. A run ends only by its limits. One lane, as sluice::Subscriber says.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/listener.hpp"
#include "sluice/plugin.hpp"
#include "webhook_fetch.hpp"
#include "webhook_handler.hpp"
#include "webhook_settings.hpp"

namespace lightspeedhq {

class Webhook final : public sluice::Subscriber, private sluice::Outlook {
 public:
  static constexpr std::string_view kId = "lightspeedhq.webhook";
  static sluice::Result<std::unique_ptr<Webhook>> create(sluice::Context& context);

  const sluice::Outlook* outlook() const override { return this; }
  sluice::Result<std::string> open(std::string_view request) override;
  sluice::Status seek(std::string_view cursor) override;
  sluice::Status poll(sluice::Batch into, const sluice::Cancel& cancel) override;

 private:
  using Clock = std::chrono::steady_clock;

  Webhook(sluice::Context& context, WebhookSettings settings, std::optional<WebhookFetch> fetch)
      : host_(context.host()),
        client_(context.client()),
        settings_(std::move(settings)),
        fetch_(std::move(fetch)),
        handler_(host_, settings_) {}

  std::string needs() const override;
  sluice::Result<uint64_t> requests(uint64_t records) const override;
  sluice::Status listen(const sluice::Cancel& cancel);
  sluice::Status shape(sluice::Batch into, const sluice::Cancel& cancel) const;
  bool idle_too_long() const;

  const sluice::Host host_;
  const sluice::ClientRef client_;
  const WebhookSettings settings_;
  const std::optional<WebhookFetch> fetch_;
  WebhookHandler handler_;
  std::string identity_;
  int64_t last_ = 0;     // number of the last event passed on
  uint64_t events_ = 0;  // of this run
  bool registered_ = false;
  Clock::time_point busy_ = Clock::now();  // when the last event came
  sluice::Listener listener_;              // last: it calls the handler
};

}  // namespace lightspeedhq
