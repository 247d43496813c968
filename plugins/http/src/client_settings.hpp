// The `clients:` entry of a system reached over HTTP, checked, and as settings of the host's HTTP
// service. A value; no thread rule.
#pragma once

#include <string>

#include "sluice/plugin.hpp"

namespace http_plugin {

struct ClientSettings {
  std::string session;      // JSON for sluice_http.open; holds the credentials
  std::string identity;     // the address in one spelling, no secret
  bool clear_text = false;  // credentials would cross a network unencrypted

  // E_INVALID starts with the JSON pointer to the setting.
  static sluice::Result<ClientSettings> read(sluice::Value config);
};

// A failure of sluice_http.open, told in the names of the client's own settings.
sluice::Status in_client_terms(const sluice::Status& failure);

}  // namespace http_plugin
