// Maps curl's failures to those of all carriers. Pure function; no thread rule.
#pragma once

#include <curl/curl.h>

#include "http/carrier/transport_failure.hpp"
#include "http/policy/address_gate.hpp"

namespace sluice::http {

// `detail` is curl's error buffer, `gate` the connection's. REQUIRES: code is not CURLE_OK
TransportFailure failure_of(CURLcode code, const char* detail, const AddressGate& gate);

}  // namespace sluice::http
