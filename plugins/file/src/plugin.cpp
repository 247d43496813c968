#include "sluice/plugin.hpp"

#include "publisher.hpp"
#include "subscriber.hpp"

SLUICE_PLUGIN(file_plugin::Subscriber, file_plugin::Publisher)
