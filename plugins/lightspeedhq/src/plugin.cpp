#include "sluice/plugin.hpp"

#include "client.hpp"
#include "publisher.hpp"
#include "subscriber.hpp"

SLUICE_PLUGIN(lightspeedhq::Client, lightspeedhq::Subscriber, lightspeedhq::Publisher)
