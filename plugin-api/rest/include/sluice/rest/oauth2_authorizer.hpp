// Adds an OAuth 2 access token to a session's requests and renews it, with rotation: each refresh
// invalidates the previous refresh token, so one at a time does it, for all pipelines and
// processes on the host's store, and both new tokens are stored before either is used.
//
// A refresh may be carried out and its response be lost. The old refresh token is then tried again,
// at once and by the next caller: if the lost one was not carried out it works, and if it was,
// trying costs nothing. Only if the token endpoint says so (RFC 6749 5.2, "invalid_grant")
// is a person needed. A mark is stored before a refresh is sent and removed with its response, so
// the message can say why.
//
// Functions are [any].
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/context.hpp"
#include "sluice/credentials.hpp"
#include "sluice/ext/http.h"
#include "sluice/http.hpp"
#include "sluice/rest/oauth2_forms.hpp"
#include "sluice/rest/oauth2_tokens.hpp"

namespace sluice::rest {

struct OAuth2Settings {
  OAuth2App app;
  std::string identity;                 // names the credential; equal for equal ones
  std::vector<std::string> token_path;  // segments of the token endpoint
  std::string command;                  // what a person does to authorize ("sluice auth ...")
  std::string name;                     // of the client, for messages
  std::function<int64_t()> now_s = {};  // seconds since 1970 UTC; empty: the host's clock
};

class OAuth2Authorizer {
 public:
  // `session` connects to the token endpoint's origin, repeats nothing, and outlives this.
  OAuth2Authorizer(const Host& host, Credentials credentials, const HttpSession& session,
                   OAuth2Settings settings);

  // "Bearer ...". With `may_wait` false no I/O: E_UNAVAILABLE if no fresh token is available.
  // E_AUTH if a person has to authorize.
  Result<std::string> header(bool may_wait, const sluice_cancel* cancel);
  // A request with this header got a 401. OK if there is another token now.
  Status refused(std::string_view header, const sluice_cancel* cancel);

  // Exchanges an authorization code and stores the tokens. Returns what was granted.
  Result<OAuth2Tokens> exchange_code(std::string_view code, std::string_view redirect,
                                     const sluice_cancel* cancel);
  // The stored tokens, without a request; E_AUTH if there are none.
  Result<OAuth2Tokens> stored() const;

  // For HttpSession::authorize; `self` is the authorizer.
  static const sluice_http_authorizer& table();

 private:
  enum class Sent { kAnswered, kWithoutEffect, kLost };
  struct TokenResponse {
    Sent sent = Sent::kAnswered;
    Status status;  // ok: `tokens` are the new ones
    OAuth2Tokens tokens;
    bool spent = false;     // the token sent is no longer valid
    std::string said = {};  // by the token endpoint, if it refused
  };

  // `token` is the unusable one: it was refused, or is no longer fresh.
  Status renew(const std::string& token, bool was_refused, const sluice_cancel* cancel);
  Status refresh(OAuth2Tokens tokens, uint64_t version);
  // After a response that renewed nothing. `lost`: an earlier refresh has no response.
  Status keep_old(OAuth2Tokens tokens, uint64_t version, const TokenResponse& response,
                  bool lost) const;
  TokenResponse post(const std::string& form);
  TokenResponse read_response(const Response& response) const;
  std::string error_code(std::string_view body) const;
  Result<OAuth2Tokens> read(uint64_t& version) const;
  Status store(const OAuth2Tokens& tokens, uint64_t& version) const;
  Status save_unsaved();
  void adopt(const OAuth2Tokens& tokens);
  Status need_person(const std::string& why) const;
  int64_t now_s() const;

  const Host host_;
  const Credentials credentials_;
  const HttpSession& session_;
  const OAuth2Settings settings_;
  std::mutex mutex_;
  OAuth2Tokens current_;  // guarded by mutex_
  // Tokens that could not be stored; accessed with the lease.
  std::optional<OAuth2Tokens> unsaved_;
};

}  // namespace sluice::rest
