// Secrets by name: what a setting, header, parameter, member or variable of that name holds may be
// a credential, whatever its value is. Pure functions; no thread rule.
#pragma once

#include <string_view>

namespace sluice::base {

// authorization, proxy-authorization, cookie, set-cookie, x-api-key, and every name with token,
// secret or password in it; without regard to case.
bool names_secret(std::string_view name);

// What names_secret() says, and words within the name such as key, sig, auth, code, session: for
// names that somebody else chose, such as those of query parameters and environment variables.
bool may_be_secret(std::string_view name);

}  // namespace sluice::base
