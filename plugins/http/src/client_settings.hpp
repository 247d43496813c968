// What the client itself reads of its `clients:` entry; the rest is the host's (http.session). A
// value; no thread rule.
#pragma once

#include <string>

#include "sluice/plugin.hpp"

namespace http_plugin {

struct ClientSettings {
  std::string identity;     // the address in one spelling, no secret
  bool clear_text = false;  // credentials would cross a network unencrypted

  static ClientSettings read(sluice::Value config);
};

}  // namespace http_plugin
