#include "webhooks/webhook_hub.hpp"

#include <Poco/URI.h>

#include <algorithm>

#include "common/body_reader.hpp"
#include "common/clock.hpp"
#include "common/hmac.hpp"
#include "common/json_object.hpp"
#include "common/legacy_rows.hpp"
#include "common/shop_identity.hpp"
#include "common/stored_row.hpp"

namespace sluice::simulator {
namespace {

constexpr std::int64_t kFirstWaitMs = 30'000;
constexpr std::int64_t kLongestWaitMs = std::int64_t{4} * 3'600'000;
constexpr std::int64_t kPatienceMs = 48 * 3'600'000LL;
constexpr std::size_t kMostAttempts = 20;

std::string field(const std::string& name, const std::string& value) {
  std::string encoded;
  Poco::URI::encode(value, "!#$&'()*+,/:;=?@[]\"", encoded);
  return name + "=" + encoded;
}

}  // namespace

void WebhookHub::fire(Store& store, const std::string& type, const std::string& payload,
                      std::int64_t now_ms) {
  for (const auto& [version, row] : store.table("webhooks").by_version()) {
    if (row->deleted) continue;
    const JsonMembers webhook = members_of(*row);
    const bool wants =
        stored_text(webhook, "type") == type && as_bool(webhook.find("active")).value_or(false);
    if (wants) queue(webhook, type, payload, now_ms);
    if (wants && settings_.webhook_twice) queue(webhook, type, payload, now_ms);
  }
}

// Payloads keep the shapes of the old API.
void WebhookHub::row_changed(Store& store, const std::string& table, const Row& row,
                             std::int64_t now_ms) {
  // Most changes have no subscriber: their payload need not be made.
  const Table* subscriptions = store.find_table("webhooks");
  if (subscriptions == nullptr || subscriptions->size() == 0) return;
  if (table == "products") fire(store, "product.update", legacy_product(row), now_ms);
  if (table == "sales") fire(store, "sale.update", legacy_sale(row), now_ms);
  if (table == "customers") fire(store, "customer.update", row.text, now_ms);
  if (table == "inventory") fire(store, "inventory.update", row.text, now_ms);
}

void WebhookHub::queue(const JsonMembers& webhook, const std::string& type,
                       const std::string& payload, std::int64_t now_ms) {
  std::string body = field("payload", payload);
  if (!settings_.webhook_payload_only) {
    body += "&" + field("type", type) + "&" + field("domain_prefix", settings_.domain_prefix);
    body += "&" + field("retailer_id", kRetailerId) + "&environment=production";
  }
  Delivery delivery{.outgoing = {next_number_++, stored_text(webhook, "url"), body, sign(body)},
                    .type = type,
                    .webhook = stored_text(webhook, "id"),
                    .first_ms = now_ms,
                    .due_ms = now_ms};
  deliveries_.push_back(std::move(delivery));
}

std::string WebhookHub::sign(const std::string& body) const {
  const std::string digest = hmac_sha256(settings_.oauth_clients.front().secret, body);
  const std::string text = settings_.webhook_base64 ? base64_text(digest) : hex_text(digest);
  return "signature=" + text + ",algorithm=HMAC-SHA256";
}

std::optional<Outgoing> WebhookHub::take_due(std::int64_t now_ms) {
  Delivery* next = nullptr;
  for (Delivery& delivery : deliveries_) {
    if (delivery.state != State::kWaiting || delivery.due_ms > now_ms) continue;
    const bool newer = settings_.webhook_out_of_order;
    if (next == nullptr || newer || delivery.due_ms < next->due_ms) next = &delivery;
  }
  if (next == nullptr) return std::nullopt;
  next->state = State::kInFlight;
  return next->outgoing;
}

void WebhookHub::finish(std::uint64_t number, int status, const std::string& error) {
  for (Delivery& delivery : deliveries_) {
    if (delivery.outgoing.number != number) continue;
    delivery.attempts.push_back({delivery.due_ms, status, error});
    if (status >= 200 && status < 500) {
      delivery.state = status < 300 ? State::kDelivered : State::kRefused;
    } else {
      schedule_next(delivery);
    }
  }
}

// From the time at which the attempt was due, not from now: a clock that jumps two days ahead runs
// every attempt of these days.
void WebhookHub::schedule_next(Delivery& delivery) {
  const std::size_t made = delivery.attempts.size();
  const std::int64_t wait =
      std::min(kLongestWaitMs, kFirstWaitMs << std::min<std::size_t>(made - 1, 20));
  delivery.due_ms += wait;
  const bool more = made < kMostAttempts && delivery.due_ms <= delivery.first_ms + kPatienceMs;
  delivery.state = more ? State::kWaiting : State::kGivenUp;
}

std::optional<std::int64_t> WebhookHub::next_due() const {
  std::optional<std::int64_t> first;
  for (const Delivery& delivery : deliveries_) {
    if (delivery.state == State::kWaiting)
      first = std::min(first.value_or(delivery.due_ms), delivery.due_ms);
  }
  return first;
}

bool WebhookHub::idle(std::int64_t now_ms) const {
  return std::none_of(deliveries_.begin(), deliveries_.end(), [now_ms](const Delivery& delivery) {
    return delivery.state == State::kInFlight ||
           (delivery.state == State::kWaiting && delivery.due_ms <= now_ms);
  });
}

void WebhookHub::clear() {
  std::erase_if(deliveries_, [](const Delivery& d) { return d.state != State::kInFlight; });
}

std::string WebhookHub::json(const Delivery& delivery) {
  static constexpr const char* kStates[] = {"waiting", "in_flight", "delivered", "refused",
                                            "given_up"};
  std::vector<std::string> attempts;
  for (const Attempt& attempt : delivery.attempts) {
    JsonObject entry;
    entry.text("at", iso_z(attempt.at_ms)).number("status", attempt.status);
    entry.raw("error", attempt.error.empty() ? "null" : quote(attempt.error));
    attempts.push_back(entry.done());
  }
  JsonObject row;
  row.number("number", static_cast<std::int64_t>(delivery.outgoing.number));
  row.text("type", delivery.type).text("webhook_id", delivery.webhook);
  row.text("url", delivery.outgoing.url).text("body", delivery.outgoing.body);
  row.text("signature", delivery.outgoing.signature);
  row.text("state", kStates[static_cast<std::size_t>(delivery.state)]);
  row.raw("attempts", json_array(attempts));
  return row.done();
}

std::string WebhookHub::json() const {
  std::vector<std::string> rows;
  for (const Delivery& delivery : deliveries_) rows.push_back(json(delivery));
  return "{\"count\":" + std::to_string(rows.size()) + ",\"deliveries\":" + json_array(rows) + "}";
}

}  // namespace sluice::simulator
