// Everything that a connector of an ordinary REST API includes besides sluice/plugin.hpp: rows of a
// catalogue, and the bases of its client, subscriber and publisher.
#pragma once

#include "sluice/rest/connector.hpp"
#include "sluice/rest/rest_client.hpp"
#include "sluice/rest/rest_publisher.hpp"
#include "sluice/rest/rest_subscriber.hpp"
#include "sluice/rest/row.hpp"
