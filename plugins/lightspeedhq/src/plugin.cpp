#include "sluice/plugin.hpp"

#include "client.hpp"
#include "publisher.hpp"
#include "subscriber.hpp"
#include "webhook.hpp"

SLUICE_PLUGIN(lightspeedhq::Client, lightspeedhq::Subscriber, lightspeedhq::Publisher,
              lightspeedhq::Webhook)
