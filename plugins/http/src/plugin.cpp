#include "sluice/plugin.hpp"

#include "client.hpp"
#include "lookup.hpp"
#include "publisher.hpp"
#include "subscriber.hpp"

SLUICE_PLUGIN(http_plugin::Client, http_plugin::Subscriber, http_plugin::Publisher,
              http_plugin::Lookup)
