// Decides which deliveries are taken: signed with the secret, of a type that is wanted, with a
// payload that can be read. Any thread.
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

  // 4xx only for what no repeat makes better: the vendor repeats 5xx alone.
  sluice::Decision decide(const sluice::ListenerRequest& request) override;

 private:
  // Why what is signed and where it came do not go together; empty: they do.
  std::string contradiction(const sluice::ListenerRequest& request) const;
  // By the address; by the form's field if there is no more in it. Empty: none that is wanted.
  std::string type_of(const sluice::ListenerRequest& request) const;

  const sluice::Host host_;
  const WebhookSettings& settings_;
};

// What an event is about, as the listener's key of it: "product.update 0af7b240-...".
struct EventKey {
  std::string_view type, id;

  static EventKey of(std::string_view text) {
    const size_t space = std::min(text.find(' '), text.size());
    return {text.substr(0, space), text.substr(std::min(space + 1, text.size()))};
  }
  std::string text() const { return std::string(type) + " " + std::string(id); }
};

}  // namespace lightspeedhq
