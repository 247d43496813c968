#include "sluice/plugin.hpp"

#include "client.hpp"
#include "publisher.hpp"

SLUICE_PLUGIN(http_plugin::Client, http_plugin::Publisher)
