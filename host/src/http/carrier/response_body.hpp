// Processing of a complete body, from any carrier: unpacked, a byte order mark
// removed, sealed. Pure functions; no thread rule.
#pragma once

#include "http/carrier/transport_failure.hpp"
#include "http/text/message.hpp"
#include "record/page_pool.hpp"

namespace sluice::http {

// False: it cannot be read, and `why` says so; the body is empty then. `pages` (may be NULL)
// provides the memory for the unpacked body and takes back the rest.
bool complete_body(Response& response, record::PagePool* pages, TransportFailure& why);

}  // namespace sluice::http
