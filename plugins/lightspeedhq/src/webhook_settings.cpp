#include "webhook_settings.hpp"

#include <algorithm>

namespace lightspeedhq {

using sluice::Result;
using sluice::Status;

namespace {

std::string text_of(sluice::Value value) { return std::string(value.string_or("")); }

uint64_t number_of(sluice::Value value) {
  return static_cast<uint64_t>(std::max<int64_t>(value.integer_or(0), 0));
}

Status check(const WebhookSettings& settings) {
  if (!settings.path.starts_with('/') || settings.path.find_first_of("?# ") != std::string::npos)
    return Status::invalid("/path", "must start with / and hold no ?, # or space");
  if (settings.certificate.empty() != settings.key.empty())
    return Status::invalid("/tls", "certificate and key are both needed");
  const bool web =
      settings.public_url.starts_with("https://") || settings.public_url.starts_with("http://");
  if (!settings.public_url.empty() && !web)
    return Status::invalid("/public_url", "must start with https:// (or http://)");
  if (settings.registers && settings.public_url.empty())
    return Status::invalid("/public_url",
                           "is missing: register: true makes the shop deliver there");
  return {};
}

}  // namespace

Result<WebhookSettings> WebhookSettings::read(sluice::Context& context) {
  auto config = context.config();
  if (!config) return config.status();
  WebhookSettings out;
  sluice::Value types = (*config)["types"];
  for (size_t i = 0; i < types.size(); i++) {
    const std::string type = text_of(types.item(i));
    if (std::find(out.types.begin(), out.types.end(), type) != out.types.end())
      return Status::invalid("/types", type + " is there twice");
    out.types.push_back(type);
  }
  out.secret = text_of((*config)["secret"]);
  out.address = text_of((*config)["address"]);
  out.path = text_of((*config)["path"]);
  while (out.path.size() > 1 && out.path.ends_with('/')) out.path.pop_back();
  out.port = static_cast<uint32_t>(number_of((*config)["port"]));
  out.certificate = text_of((*config)["tls"]["certificate"]);
  out.key = text_of((*config)["tls"]["key"]);
  out.public_url = text_of((*config)["public_url"]);
  while (out.public_url.ends_with('/')) out.public_url.pop_back();
  out.type_member = text_of((*config)["type_member"]);
  out.fetch = (*config)["fetch"].bool_or(true);
  out.registers = (*config)["register"].bool_or(false);
  out.events = number_of((*config)["queue"]);
  out.body_bytes = number_of((*config)["max_body"]);
  out.remember_h = number_of((*config)["remember_h"]);
  out.max_events = number_of((*config)["max_events"]);
  out.stop_when_idle_s = (*config)["stop_when_idle_s"].integer_or(0);
  if (Status s = check(out); !s) return s;
  return out;
}

}  // namespace lightspeedhq
