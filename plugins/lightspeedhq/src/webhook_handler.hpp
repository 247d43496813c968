// Decides which deliveries are accepted: signed with the secret, of a wanted type, with a
// readable payload. Any thread.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "sluice/listener.hpp"
#include "webhook_settings.hpp"

namespace lightspeedhq {

class WebhookHandler final : public sluice::ListenerHandler {
 public:
  // `settings` outlive it.
  WebhookHandler(const sluice::Host& host, const WebhookSettings& settings)
      : host_(host), settings_(settings) {}

  // 4xx only for deliveries that a repeat cannot improve: the vendor repeats 5xx alone.
  sluice::Decision decide(const sluice::ListenerRequest& request) override;

 private:
  // Why the signed text and the address do not match; empty: they do.
  std::string contradiction(const sluice::ListenerRequest& request) const;
  // By the address; by the form's field if the address has no type. Empty: not a wanted type.
  std::string type_of(const sluice::ListenerRequest& request) const;

  const sluice::Host host_;
  const WebhookSettings& settings_;
};

// The entity of an event, as the listener's key for it: "product.update 0af7b240-...".
struct EventKey {
  std::string_view type, id;

  static EventKey of(std::string_view text) {
    const size_t space = std::min(text.find(' '), text.size());
    return {text.substr(0, space), text.substr(std::min(space + 1, text.size()))};
  }
  std::string text() const { return std::string(type) + " " + std::string(id); }
};

}  // namespace lightspeedhq
