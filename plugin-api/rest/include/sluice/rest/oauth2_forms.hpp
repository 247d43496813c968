// The messages of OAuth 2's authorization code grant and its refresh (RFC 6749 4.1, 6): addresses
// and form bodies. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::rest {

// The application as registered with the remote system.
struct OAuth2App {
  std::string client_id;
  std::string client_secret;
  std::vector<std::string> scopes;
};

using FormFields = std::vector<std::pair<std::string_view, std::string_view>>;

// application/x-www-form-urlencoded: "a=b&c=d".
std::string form_body(const FormFields& fields);

// `endpoint` may have a query already.
std::string authorize_url(std::string_view endpoint, const OAuth2App& app,
                          std::string_view redirect, std::string_view state);
std::string code_form(const OAuth2App& app, std::string_view code, std::string_view redirect);
std::string refresh_form(const OAuth2App& app, std::string_view refresh_token);

}  // namespace sluice::rest
