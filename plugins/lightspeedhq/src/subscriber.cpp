#include "subscriber.hpp"

#include <utility>

#include "catalogue.hpp"
#include "client.hpp"
#include "sluice/rest/api_version.hpp"
#include "sluice/rest/describe.hpp"

namespace lightspeedhq {

using sluice::rest::ListSettings;

namespace {

// No maximum is published for most lists; 200 is common, and a server that gives fewer is fine.
constexpr uint32_t kPageSize = 200;

}  // namespace

sluice::Result<std::unique_ptr<Subscriber>> Subscriber::create(sluice::Context& context) {
  auto version = sluice::rest::choose_version(context, catalogue());
  if (!version) return version.status();
  auto settings = ListSettings::read(context, catalogue(), kPageSize, version->effective);
  if (!settings) return settings.status();
  settings->version = version->own;
  if (auto status = need_client(context.client()); !status) return status;
  std::unique_ptr<Subscriber> out(new Subscriber(context, *std::move(settings)));
  out->outlook_.emplace(context, catalogue(), kPageSize);
  return out;
}

sluice::Result<std::string> Subscriber::describe(std::string_view topic, bool json) {
  return sluice::rest::describe(
      catalogue(), {"lightspeedhq.subscriber", "lightspeedhq.publisher", "shop"}, topic, json);
}

void Subscriber::mark_deleted(sluice::Batch batch) const {
  uint32_t hint = 0;
  for (size_t i = 0; i < batch.size(); i++) {
    sluice::Record record = batch[i];
    if (!record.live() || !record.root().is_object()) continue;
    sluice::Value deleted_at = record.root().find("deleted_at", &hint);
    if (deleted_at && !deleted_at.is_null()) record.abi()->op = SLUICE_OP_DELETE;
  }
  batch.clear_fault();  // a row that cannot be looked into is told by whoever needs it
}

}  // namespace lightspeedhq
