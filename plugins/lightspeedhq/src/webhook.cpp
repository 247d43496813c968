#include "webhook.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "catalogue.hpp"
#include "sluice/rest/api_version.hpp"
#include "webhook_record.hpp"
#include "webhook_registration.hpp"

namespace lightspeedhq {

using sluice::Result;
using sluice::Status;

namespace {

constexpr uint64_t kEventsABatch = 50;
constexpr int64_t kWaitMs = 250;  // then the host gets its turn

// "example" of "https://example.retail.lightspeed.app"; empty for another server.
std::string domain_prefix_of(std::string_view identity) {
  constexpr std::string_view kScheme = "https://", kHost = ".retail.lightspeed.app";
  if (!identity.starts_with(kScheme) || !identity.ends_with(kHost)) return {};
  identity.remove_prefix(kScheme.size());
  identity.remove_suffix(kHost.size());
  return std::string(identity);
}

// For events that are not fetched: sets their entity's key, and marks deletions.
Status keep_payloads(sluice::Batch batch, const std::string& type_member) {
  for (size_t i = 0; i < batch.size(); i++) {
    const sluice::Record record = batch[i];
    const std::string_view text = sluice::view(record.abi()->key);
    if (!record.live() || text.find(' ') == text.npos) continue;  // was fetched, and has its key
    const EventKey key = EventKey::of(text);
    record.abi()->key = sluice::slice(key.id);
    const sluice::Value deleted_at = record.root()["deleted_at"];
    if (deleted_at && !deleted_at.is_null() && !deleted_at.string_or("?").empty())
      record.abi()->op = SLUICE_OP_DELETE;
    if (type_member.empty()) continue;
    Status typed = set_member(batch, record, type_member, key.type);
    if (typed.code() == SLUICE_E_NO_MEMORY) return typed;
    if (!typed) record.fail(typed);
  }
  batch.clear_fault();
  return {};
}

}  // namespace

Result<std::unique_ptr<Webhook>> Webhook::create(sluice::Context& context) {
  auto config = context.config();
  if (!config) return config.status();
  context.host().protect((*config)["secret"].string_or(""));
  auto version = sluice::rest::choose_version(context, catalogue());
  if (!version) return version.status();
  auto settings = WebhookSettings::read(context);
  if (!settings) return settings.status();
  settings->version = version->own;
  std::optional<WebhookFetch> fetch;
  if (settings->fetch) {
    auto made = WebhookFetch::make(context, *settings, version->effective);
    if (!made) return made.status();
    fetch = *std::move(made);
  }
  if (auto status = connector().check_client(context.client()); !status) return status;
  auto shop = context.client().identity();
  if (!shop) return shop.status();
  settings->domain_prefix = domain_prefix_of(*shop);
  return std::unique_ptr<Webhook>(new Webhook(context, *std::move(settings), std::move(fetch)));
}

Result<std::string> Webhook::open(std::string_view) {
  auto client = client_.identity();
  if (!client) return client.status();
  identity_ = *client;
  return *client + "\nwebhooks";
}

Status Webhook::seek(std::string_view cursor) {
  last_ = 0;
  events_ = 0;
  busy_ = Clock::now();
  const auto [end, error] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), last_);
  if (cursor.empty() || (error == std::errc() && end == cursor.data() + cursor.size())) return {};
  return Status::internal("the cursor " + std::string(cursor) + " is not an event number");
}

// Listens first: the shop may deliver as soon as it has the address.
Status Webhook::listen(const sluice::Cancel& cancel) {
  if (!listener_) {
    sluice_listener_settings settings{};
    settings.struct_size = sizeof settings;
    settings.port = settings_.port;
    settings.address = sluice::slice(settings_.address);
    settings.path = sluice::slice(settings_.path);
    settings.source = sluice::slice(identity_);
    settings.certificate = sluice::slice(settings_.certificate);
    settings.key = sluice::slice(settings_.key);
    settings.body_bytes = settings_.body_bytes;
    settings.events = settings_.events;
    settings.remember_s = settings_.remember_h * 3600;
    auto listener = sluice::Listener::open(host_, settings, handler_);
    if (!listener) return listener.status();
    listener_ = *std::move(listener);
    busy_ = Clock::now();
  }
  if (!settings_.registers || registered_) return {};
  if (Status s = ensure_webhooks(host_, client_, settings_, cancel); !s) return s;
  registered_ = true;
  return {};
}

bool Webhook::idle_too_long() const {
  return settings_.stop_when_idle_s > 0 &&
         Clock::now() - busy_ >= std::chrono::seconds(settings_.stop_when_idle_s);
}

Status Webhook::shape(sluice::Batch into, const sluice::Cancel& cancel) const {
  if (fetch_)
    if (Status s = fetch_->run(into, cancel); !s) return s;
  return keep_payloads(into, settings_.type_member);
}

Status Webhook::poll(sluice::Batch into, const sluice::Cancel& cancel) {
  if (Status s = listen(cancel); !s) return s;
  const uint64_t left = settings_.max_events ? settings_.max_events - events_ : kEventsABatch;
  if (left == 0) return Status::paused();
  auto last = listener_.take(into, last_, static_cast<uint32_t>(std::min(left, kEventsABatch)),
                             kWaitMs, cancel);
  if (!last) return last.status();
  const uint64_t taken = into.size();
  if (taken == 0) return idle_too_long() ? Status::paused() : Status();
  if (Status s = shape(into, cancel); !s) return s;
  last_ = *last;
  events_ += taken;
  busy_ = Clock::now();
  return settings_.max_events && events_ >= settings_.max_events ? Status::paused() : Status();
}

std::string Webhook::needs() const {
  std::string out = fetch_ ? fetch_->scopes() : std::string();
  if (settings_.registers) out.append(out.empty() ? "" : ",").append("webhooks");
  return out;
}

Result<uint64_t> Webhook::requests(uint64_t records) const {
  return fetch_ ? records : uint64_t{settings_.registers};
}

}  // namespace lightspeedhq
