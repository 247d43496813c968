// X-Signature of a delivery: an HMAC-SHA256 over the raw body with the application's secret. The
// vendor leaves open how the digest is written, so hex and base64 are both taken. No state.
#pragma once

#include <string_view>

namespace lightspeedhq {

// `header`: "signature=<digest>,algorithm=HMAC-SHA256". Compared without telling, by the time it
// takes, how much of it is right.
bool is_signed(std::string_view header, std::string_view body, std::string_view secret);

}  // namespace lightspeedhq
