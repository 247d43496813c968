// X-Signature of a delivery: an HMAC-SHA256 over the raw body with the application's secret. The
// vendor does not specify the digest's encoding, so hex and base64 are both accepted. No state.
#pragma once

#include <string_view>

namespace lightspeedhq {

// `header`: "signature=<digest>,algorithm=HMAC-SHA256". Compared in constant
// time.
bool is_signed(std::string_view header, std::string_view body, std::string_view secret);

}  // namespace lightspeedhq
