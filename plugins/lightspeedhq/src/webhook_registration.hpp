// Tells the shop where to deliver. On the subscriber's lane.
#pragma once

#include "sluice/plugin.hpp"
#include "webhook_settings.hpp"

namespace lightspeedhq {

// Makes what is missing of the settings' types and public_url among the account's webhooks, and
// switches on what is there and off. What is right already costs one request, the list.
sluice::Status ensure_webhooks(const sluice::Host& host, const sluice::ClientRef& client,
                               const WebhookSettings& settings, const sluice::Cancel& cancel);

}  // namespace lightspeedhq
