#include "client_settings.hpp"

#include <algorithm>
#include <utility>

#include "sluice/rest/client_session.hpp"

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::Value;

namespace {

constexpr sluice::rest::PassedOn kPassedOn[] = {
    {"base_uri", "base_uri"},
    {"headers", "headers"},
    {"token", "bearer_token"},
    {"user", "basic_user"},
    {"password", "basic_password"},
    {"log_requests", "log"},
    {"user_agent", "user_agent"},
    {"connect_timeout_ms", "connect_timeout_ms"},
    {"first_byte_timeout_ms", "first_byte_timeout_ms"},
    {"stall_timeout_ms", "stall_timeout_ms"},
    {"total_timeout_ms", "total_timeout_ms"},
    {"proxy", "proxy"},
    {"ca_file", "ca_file"},
    {"http2", "http2"},
    {"redirects", "redirects"},
    {"retry", "retry"},
    {"rate", "budget"},
};

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

bool has_authorization(Value headers) {
  for (size_t i = 0; i < headers.size(); i++)
    if (equal_ignoring_case(headers.key(i), "Authorization")) return true;
  return false;
}

// One way to say who asks, and not half of one. An empty value is most often a variable that is
// not set.
Status check_credentials(Value config) {
  const bool token(config["token"]), user(config["user"]), password(config["password"]);
  for (const char* name : {"token", "user"})
    if (config[name] && config[name].string_or("").empty())
      return Status::invalid("/" + std::string(name),
                             "is empty: give a value, or leave the setting out");
  if (user && !password) return Status::invalid("/password", "is missing: user needs one");
  if (password && !user) return Status::invalid("/user", "is missing: password needs one");
  if (token && user)
    return Status::invalid("/token", "cannot stand beside user and password: give one of both");
  if ((token || user) && has_authorization(config["headers"]))
    return Status::invalid("/headers/Authorization",
                           "cannot stand beside token or user: give one of both");
  return {};
}

}  // namespace

Result<ClientSettings> ClientSettings::read(Value config) {
  if (auto status = check_credentials(config); !status) return status;
  auto members = sluice::rest::session_members(config, kPassedOn);
  if (!members) return members.status();
  ClientSettings out;
  out.session = "{" + *members + "}";
  out.identity = sluice::rest::normal_address(config["base_uri"].string_or(""));
  const bool secret = config["token"] || config["user"] || has_authorization(config["headers"]);
  out.clear_text = secret && sluice::rest::crosses_network_in_clear(out.identity);
  return out;
}

Status in_client_terms(const Status& failure) {
  return sluice::rest::in_client_terms(failure, kPassedOn);
}

}  // namespace http_plugin
