// The connection options of every curl handle. Pure function; no thread
// rule.
#pragma once

#include <curl/curl.h>

#include "http/policy/address_gate.hpp"
#include "http/session_settings.hpp"

namespace sluice::http {

// `gate` outlives the handle's use.
void set_connecting_options(CURL* easy, const SessionSettings& settings, AddressGate& gate);

}  // namespace sluice::http
