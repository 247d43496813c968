#include "sluice/rest/oauth2_authorizer.hpp"

#include "sluice/detail/tables.hpp"
#include "sluice/ext/http.h"
#include "sluice/rest/document.hpp"
#include "sluice/rest/error_map.hpp"

namespace sluice::rest {
namespace {

// Longer than a token request can take: nobody else begins one while it is under way.
constexpr int64_t kLeaseMs = 120'000;
constexpr std::string_view kBearer = "Bearer ";
constexpr std::string_view kForm = "application/x-www-form-urlencoded";

std::vector<sluice_slice> slices(const std::vector<std::string>& texts) {
  std::vector<sluice_slice> out;
  for (const std::string& text : texts) out.push_back(slice(text));
  return out;
}

// The request was refused as a whole: it used up no token.
bool without_effect(int32_t status) {
  return status == 429 || status == 503 || (status >= 300 && status < 500);
}

OAuth2Authorizer& self_of(void* self) { return *static_cast<OAuth2Authorizer*>(self); }

sluice_status value_slot(void* self, int32_t may_wait, sluice_text* out,
                         const sluice_cancel* cancel, sluice_error* error) {
  return sluice::detail::guarded(
      error, [&] { return sluice::detail::put(self_of(self).header(may_wait != 0, cancel), out); });
}

sluice_status refused_slot(void* self, sluice_slice value, const sluice_cancel* cancel,
                           sluice_error* error) {
  return sluice::detail::guarded(error, [&] { return self_of(self).refused(view(value), cancel); });
}

constexpr sluice_http_authorizer kTable{sizeof(sluice_http_authorizer), value_slot, refused_slot};

}  // namespace

const sluice_http_authorizer& OAuth2Authorizer::table() { return kTable; }

OAuth2Authorizer::OAuth2Authorizer(const Host& host, Credentials credentials,
                                   const HttpSession& session, OAuth2Settings settings)
    : host_(host), credentials_(credentials), session_(session), settings_(std::move(settings)) {}

int64_t OAuth2Authorizer::now_s() const {
  return settings_.now_s ? settings_.now_s() : host_.unix_us() / 1'000'000;
}

Status OAuth2Authorizer::need_person(const std::string& why) const {
  return {SLUICE_E_AUTH, why + "; a new authorization is needed: " + settings_.command};
}

Result<std::string> OAuth2Authorizer::header(bool may_wait, const sluice_cancel* cancel) {
  OAuth2Tokens in_hand;
  {
    std::lock_guard lock(mutex_);
    in_hand = current_;
  }
  if (!in_hand.fresh(now_s())) {
    if (!may_wait) return Status(SLUICE_E_UNAVAILABLE, "no access token is available");
    if (Status s = renew(in_hand.access, false, cancel); !s) return s;
    std::lock_guard lock(mutex_);
    in_hand = current_;
  }
  return std::string(kBearer) + in_hand.access;
}

Status OAuth2Authorizer::refused(std::string_view header, const sluice_cancel* cancel) {
  if (header.substr(0, kBearer.size()) == kBearer) header.remove_prefix(kBearer.size());
  return renew(std::string(header), true, cancel);
}

Result<OAuth2Tokens> OAuth2Authorizer::stored() const {
  uint64_t version = 0;
  return read(version);
}

Result<OAuth2Tokens> OAuth2Authorizer::read(uint64_t& version) const {
  auto kept = credentials_.read(settings_.identity);
  if (!kept) return kept.status();
  version = kept->version;
  if (!kept->version) return need_person("nobody has authorized this client yet");
  auto tokens = OAuth2Tokens::from_kept(kept->secret);
  if (!tokens) return tokens.status();
  host_.protect(tokens->access);
  host_.protect(tokens->refresh);
  return tokens;
}

void OAuth2Authorizer::adopt(const OAuth2Tokens& tokens) {
  std::lock_guard lock(mutex_);
  current_ = tokens;
}

Status OAuth2Authorizer::store(const OAuth2Tokens& tokens, uint64_t& version) const {
  return credentials_.replace(settings_.identity, version, tokens.kept_text());
}

Status OAuth2Authorizer::renew(const std::string& token, bool was_refused,
                               const sluice_cancel* cancel) {
  auto lease = credentials_.acquire(settings_.identity, kLeaseMs, cancel);
  if (!lease) return lease.status();
  if (Status s = save_unsaved(); !s) return s;
  uint64_t version = 0;
  auto tokens = read(version);
  if (!tokens) return tokens.status();
  // The previous holder of the lease may have done it already.
  const bool other = tokens->access != token;
  if (tokens->fresh(now_s()) && (other || !was_refused)) {
    adopt(*tokens);
    return {};
  }
  return refresh(*std::move(tokens), version);
}

Status OAuth2Authorizer::refresh(OAuth2Tokens tokens, uint64_t version) {
  if (tokens.refresh.empty()) return need_person("the access token is no longer valid");
  bool lost = tokens.refreshing;  // an earlier one
  tokens.refreshing = true;
  if (Status s = store(tokens, version); !s) return s;
  TokenResponse response = post(refresh_form(settings_.app, tokens.refresh));
  if (response.sent == Sent::kLost) {
    lost = true;
    response = post(refresh_form(settings_.app, tokens.refresh));
    // The mark stays: the next caller tries the same refresh token.
    if (response.sent == Sent::kLost) return response.status;
  }
  if (response.sent == Sent::kWithoutEffect)
    return keep_old(std::move(tokens), version, response, lost);
  if (response.tokens.refresh.empty()) response.tokens.refresh = tokens.refresh;
  if (response.tokens.scope.empty()) response.tokens.scope = tokens.scope;
  if (Status s = store(response.tokens, version); !s) {
    unsaved_ = response.tokens;
    return s;
  }
  adopt(response.tokens);
  return {};
}

Status OAuth2Authorizer::keep_old(OAuth2Tokens tokens, uint64_t version,
                                  const TokenResponse& response, bool lost) const {
  tokens.refreshing = lost;
  if (response.spent) tokens.refresh.clear();
  if (Status s = store(tokens, version); !s) return s;
  if (!response.spent || !lost) return response.status;
  return need_person(response.said + ", and the response to an earlier refresh was lost");
}

// The store failed after a refresh: only memory has the new tokens.
Status OAuth2Authorizer::save_unsaved() {
  if (!unsaved_) return {};
  auto kept = credentials_.read(settings_.identity);
  if (!kept) return kept.status();
  uint64_t version = kept->version;
  if (Status s = store(*unsaved_, version); !s) return s;
  adopt(*unsaved_);
  unsaved_.reset();
  return {};
}

// RFC 6749 5.2: "invalid_grant" and the like; empty if the body does not say.
std::string OAuth2Authorizer::error_code(std::string_view body) const {
  auto document = Document::parse(host_, body, "the token response");
  return document ? std::string(document->root()["error"].string_or("")) : std::string();
}

// Not cancellable: a refresh abandoned half-way loses the tokens. The session's
// timeouts bound it.
OAuth2Authorizer::TokenResponse OAuth2Authorizer::post(const std::string& form) {
  sluice::Request request;
  request.method = "POST";
  request.segments = slices(settings_.token_path);
  request.headers = {{slice("Accept"), slice("application/json")}};
  request.content_type = kForm;
  request.body = form;
  const auto abi = request.abi();
  sluice_http_exchange* raw = nullptr;
  if (Status s = session_.start(abi, &raw); !s) return {Sent::kWithoutEffect, s, {}};
  const Exchange exchange(session_.http(), raw);
  Response response;
  if (Status s = session_.finish(raw, nullptr, response.abi(), nullptr); !s)
    return {response.lost() ? Sent::kLost : Sent::kWithoutEffect, s, {}};
  return read_response(response);
}

OAuth2Authorizer::TokenResponse OAuth2Authorizer::read_response(const Response& response) const {
  const int32_t status = response.status();
  if (status >= 200 && status < 300) {
    auto tokens = OAuth2Tokens::from_response(host_, response.body(), now_s());
    if (tokens) return {Sent::kAnswered, {}, *std::move(tokens)};
    return {Sent::kLost, Status(SLUICE_E_UNAVAILABLE, tokens.status().message()), {}};
  }
  Status failed = map_response(status, response.body(), settings_.name);
  const std::string code = error_code(response.body());
  const std::string said =
      "the token endpoint responded " + std::to_string(status) + ": " + error_text(response.body());
  const bool spent = code == "invalid_grant";
  if (spent) {
    failed = need_person(said);
  } else if (!code.empty() && status < 429) {
    failed = Status(SLUICE_E_AUTH, said + "; check the application's settings of this client");
  }
  return {without_effect(status) ? Sent::kWithoutEffect : Sent::kLost, failed, {}, spent, said};
}

Result<OAuth2Tokens> OAuth2Authorizer::exchange_code(std::string_view code,
                                                     std::string_view redirect,
                                                     const sluice_cancel* cancel) {
  host_.protect(code);
  auto lease = credentials_.acquire(settings_.identity, kLeaseMs, cancel);
  if (!lease) return lease.status();
  auto kept = credentials_.read(settings_.identity);
  if (!kept) return kept.status();
  TokenResponse response = post(code_form(settings_.app, code, redirect));
  if (!response.status) return response.status;
  uint64_t version = kept->version;
  if (Status s = store(response.tokens, version); !s) return s;
  adopt(response.tokens);
  return response.tokens;
}

}  // namespace sluice::rest
