// The tables of this folder's services: C functions over an Instance. None lets an exception out.
// Tags as in abi.h.
#pragma once

#include "services/environment.hpp"

namespace sluice::services {

// Offers log, secret, clock, metrics, findings, environment, state, work folder, documents, JSON.
void offer_own(Environment& environment);

}  // namespace sluice::services
