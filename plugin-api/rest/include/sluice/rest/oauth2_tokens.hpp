// What an OAuth 2 authorization gave: tokens, how long they are good for, and for what. A value;
// no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/context.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

struct OAuth2Tokens {
  std::string access;
  std::string refresh;     // empty: cannot be renewed
  std::string scope;       // what was granted, space-delimited; empty: not told
  int64_t received_s = 0;  // our clock, seconds since 1970 UTC
  int64_t expires_s = 0;   // our clock; 0: not told
  // A refresh with this refresh token was sent and its response has not come: it may be spent.
  bool refreshing = false;

  // Good for requests: a margin before it expires (a tenth of its life, at most a minute) it is
  // renewed, so that no request is on its way with a token that ends.
  bool fresh(int64_t now_s) const;
  bool expired(int64_t now_s) const { return expires_s && now_s >= expires_s; }

  // As the host keeps it: lines "name=value".
  std::string kept_text() const;
  // E_DATA if that is not what kept_text() made.
  static Result<OAuth2Tokens> from_kept(std::string_view text);
  // A token endpoint's response (RFC 6749 5.1). Its life is counted from `now_s` by `expires_in`,
  // so that clocks need not agree; by `expires` (Unix seconds), which some send, if that is all.
  // E_DATA without an access token; messages hold no token.
  static Result<OAuth2Tokens> from_response(const Host& host, std::string_view body, int64_t now_s);
};

// True if `granted` (space-delimited) has every scope of `needs`: blanks join what is all needed,
// "or" alternatives, "," separates two needs. Without it `lacking` holds what is missing.
bool scopes_cover(std::string_view granted, std::string_view needs, std::string* lacking);

}  // namespace sluice::rest
