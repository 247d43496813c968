// What is done with a body that has come whole, whatever carried it: unpacked, a byte order mark
// taken off, sealed. Pure functions; no thread rule.
#pragma once

#include "http/carrier/transport_failure.hpp"
#include "http/text/message.hpp"
#include "record/page_pool.hpp"

namespace sluice::http {

// False: it cannot be read, and `why` says so; the body is empty then. `pages` (may be NULL) gives
// the memory for what is unpacked and takes back the rest.
bool complete_body(Response& response, record::PagePool* pages, TransportFailure& why);

}  // namespace sluice::http
