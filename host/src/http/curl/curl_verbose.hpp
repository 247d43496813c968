// What curl reports about HTTP/2 only in its verbose messages (CURLOPT_VERBOSE): libcurl 7.88 has
// no CURLINFO for a request's stream or for a GOAWAY. A POST may be sent again only if its stream
// is after the last one that a GOAWAY accepted; without that knowledge it may have been carried
// out.
//
// If another version of curl words it differently, nothing is recognised: then such a POST is
// not repeated and its record is parked, which is safe, and tests/e2e/http2/http2.sh fails. Pure
// functions; no thread rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::http {

// The stream that the request was assigned.
std::optional<uint32_t> opened_stream(std::string_view remark);

// The server ends the connection: the last stream that it accepted. RFC 9113 6.8: of later ones
// nothing was carried out.
std::optional<uint32_t> last_stream_taken(std::string_view remark);

}  // namespace sluice::http
