#include "connect_check.hpp"

#include "sluice/rest/error_map.hpp"

namespace lightspeedhq {

using sluice::Result;
using sluice::Status;

// The retailer's own row: one small response. Without its scope it is refused with 403, which says
// as well that the token is known.
Result<std::string> ShopCheck::connect(const sluice::Cancel& cancel) {
  sluice::Request request;
  request.segments = {sluice::slice("api"), sluice::slice("2026-07"), sluice::slice("retailer")};
  request.headers = {{sluice::slice("Accept"), sluice::slice("application/json")}};
  const auto abi = request.abi();
  sluice_http_exchange* raw = nullptr;
  if (Status s = session_.start(abi, &raw); !s) return s;
  const sluice::Exchange exchange(session_.http(), raw);
  sluice::Response response;
  if (Status s = session_.finish(raw, nullptr, response.abi(), cancel.abi()); !s) return s;
  if (response.status() != 403)
    if (Status s = sluice::rest::map_response(response.status(), response.body(), name_); !s)
      return s;
  const std::string found = shop_ + " answers and takes the ";
  if (!oauth_) return found + "personal token";
  auto tokens = oauth_->authorizer().stored();
  if (!tokens) return tokens.status();
  return found +
         "OAuth token; scopes granted: " + (tokens->scope.empty() ? "not told" : tokens->scope);
}

Result<std::string> ShopCheck::missing(std::string_view needs) const {
  if (!oauth_) return Status::end();  // nothing tells what a personal token may do
  auto tokens = oauth_->authorizer().stored();
  if (!tokens) return tokens.status();
  if (tokens->scope.empty()) return Status::end();
  std::string lacking;
  sluice::rest::scopes_cover(tokens->scope, needs, &lacking);
  return lacking;
}

}  // namespace lightspeedhq
