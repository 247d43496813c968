#include "sluice/rest/oauth2_forms.hpp"

#include "sluice/rest/hex.hpp"
#include "sluice/rest/lists.hpp"

namespace sluice::rest {
namespace {

bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

void add_encoded(std::string_view text, std::string& out) {
  for (char c : text) {
    if (unreserved(c)) {
      out += c;
    } else {
      out += '%';
      append_hex(out, static_cast<unsigned char>(c), kUpperHex);
    }
  }
}

}  // namespace

std::string form_body(const FormFields& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += '&';
    add_encoded(name, out);
    out += '=';
    add_encoded(value, out);
  }
  return out;
}

std::string authorize_url(std::string_view endpoint, const OAuth2App& app,
                          std::string_view redirect, std::string_view state) {
  const std::string scope = joined(app.scopes, " ");
  return std::string(endpoint) + (endpoint.find('?') == endpoint.npos ? "?" : "&") +
         form_body({{"response_type", "code"},
                    {"client_id", app.client_id},
                    {"redirect_uri", redirect},
                    {"state", state},
                    {"scope", scope}});
}

std::string code_form(const OAuth2App& app, std::string_view code, std::string_view redirect) {
  return form_body({{"grant_type", "authorization_code"},
                    {"code", code},
                    {"client_id", app.client_id},
                    {"client_secret", app.client_secret},
                    {"redirect_uri", redirect}});
}

std::string refresh_form(const OAuth2App& app, std::string_view refresh_token) {
  return form_body({{"grant_type", "refresh_token"},
                    {"refresh_token", refresh_token},
                    {"client_id", app.client_id},
                    {"client_secret", app.client_secret}});
}

}  // namespace sluice::rest
