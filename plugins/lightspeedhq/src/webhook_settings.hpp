// The configuration of lightspeedhq.webhook. Made at create; a value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/plugin.hpp"

namespace lightspeedhq {

struct WebhookSettings {
  std::vector<std::string> types;  // "product.update"
  std::string secret;
  std::string domain_prefix;  // of the shop, as deliveries have it; empty: not known
  std::string address, path;
  uint32_t port = 0;
  std::string certificate, key;
  std::string public_url;   // without a slash at the end; empty: nothing is registered
  std::string type_member;  // of each record, says its type; empty: none does
  bool fetch = true;
  bool registers = false;
  uint64_t events = 0;  // kept and not delivered yet
  uint64_t body_bytes = 0;
  uint64_t remember_h = 0;
  uint64_t max_events = 0;       // a run ends with the batch that reaches it; 0: none
  int64_t stop_when_idle_s = 0;  // 0: never
  std::string version;           // of the API, instead of the client's; empty: the client's

  // E_INVALID starts with the JSON pointer to what is wrong.
  static sluice::Result<WebhookSettings> read(sluice::Context& context);
  // Deliveries of a type come to an address of their own: the form may not contain their type.
  std::string url_of(std::string_view type) const { return public_url + "/" + std::string(type); }
};

}  // namespace lightspeedhq
