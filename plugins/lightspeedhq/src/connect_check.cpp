#include "connect_check.hpp"

namespace lightspeedhq {

using sluice::Result;
using sluice::Status;

// The retailer's own row: one small response. Without its scope the response is a 403, which also
// means that the token is valid.
Result<std::string> ShopCheck::connect(const sluice::Cancel& cancel) {
  sluice::rest::Request request{.segments = {"retailer"}};
  request.version = "2026-07";
  auto response = client_.ask(request, cancel);
  if (!response && response.status().remote_code() != 403) return response.status();
  const std::string found = client_.address() + " responds and accepts the ";
  if (!oauth_) return found + "personal token";
  auto tokens = oauth_->authorizer().stored();
  if (!tokens) return tokens.status();
  return found +
         "OAuth token; scopes granted: " + (tokens->scope.empty() ? "not told" : tokens->scope);
}

Result<std::string> ShopCheck::missing(std::string_view needs) const {
  if (!oauth_) return Status::end();  // a personal token's scopes cannot be queried
  auto tokens = oauth_->authorizer().stored();
  if (!tokens) return tokens.status();
  if (tokens->scope.empty()) return Status::end();
  std::string lacking;
  sluice::rest::scopes_cover(tokens->scope, needs, &lacking);
  return lacking;
}

}  // namespace lightspeedhq
