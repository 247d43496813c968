#include "client_settings.hpp"

#include <algorithm>

#include "lower_case.hpp"
#include "sluice/rest/client_session.hpp"

namespace http_plugin {

using sluice::Value;

namespace {

bool has_authorization(Value headers) {
  for (size_t i = 0; i < headers.size(); i++)
    if (lower_case(headers.key(i)) == "authorization") return true;
  return false;
}

}  // namespace

ClientSettings ClientSettings::read(Value config) {
  ClientSettings out;
  out.identity = sluice::rest::normal_address(config["base_uri"].string_or(""));
  const bool secret = config["token"] || config["user"] || has_authorization(config["headers"]);
  out.clear_text = secret && sluice::rest::crosses_network_in_clear(out.identity);
  return out;
}

}  // namespace http_plugin
