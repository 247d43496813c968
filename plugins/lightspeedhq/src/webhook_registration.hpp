// Registers the address of deliveries with the shop. On the subscriber's lane.
#pragma once

#include "sluice/plugin.hpp"
#include "webhook_settings.hpp"

namespace lightspeedhq {

// Creates webhooks missing for the settings' types and public_url among the account's, and
// enables disabled ones. If all are right, it costs one request, the list.
sluice::Status ensure_webhooks(const sluice::Host& host, const sluice::ClientRef& client,
                               const WebhookSettings& settings, const sluice::Cancel& cancel);

}  // namespace lightspeedhq
