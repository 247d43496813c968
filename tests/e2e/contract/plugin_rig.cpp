#include "plugin_rig.hpp"

#include <cstring>
#include <stdexcept>

namespace lightspeedhq::contract {

using sluice::Result;
using sluice::Status;

namespace {

// A text nobody reads.
sluice_text no_text() {
  return {sizeof(sluice_text), [](sluice_text*, sluice_slice) {}, nullptr};
}

}  // namespace

PluginRig::PluginRig(const std::string& origin)
    : service_({redactor_, [](int, std::string_view, std::string_view) {}, clock_, 1, 64u << 20,
                &pages_}),
      registry_(sluice::loader::Registry::scan({SLUICE_LIGHTSPEEDHQ})) {
  environment_.http = &service_;
  environment_.http_table = sluice::http::Service::table();
  auto client = make("lightspeedhq.client",
                     "{\"base_uri\":\"" + origin +
                         "\",\"token\":\"T0ken\",\"proxy\":\"\",\"retry\":{\"attempts\":1}}",
                     nullptr);
  if (!client) throw std::runtime_error(client.status().message());
  client_ = *std::move(client);
}

Result<std::unique_ptr<sluice::loader::Component>> PluginRig::make(const std::string& id,
                                                                   const std::string& config,
                                                                   const Component* client) {
  instances_.push_back(std::make_unique<sluice::services::Instance>("test", environment_));
  return registry_.create(id, *instances_.back(), config, client);
}

PluginRig::Read PluginRig::read(const std::string& config, const std::string& request) {
  auto subscriber = make("lightspeedhq.subscriber", config, client_.get());
  if (!subscriber) return {subscriber.status()};
  const Component& component = **subscriber;
  sluice_text identity = no_text();
  if (Status s = component.call(&sluice_subscriber::open, sluice::slice(request), &identity); !s)
    return {s};
  if (Status s = component.call(&sluice_subscriber::seek, sluice_slice{}); !s) return {s};
  sluice::http::test::TestCancel cancel;
  Read out;
  for (int page = 0; page < 3 && out.status; page++) {
    sluice::record::Batch batch{{}};
    out.status = component.call(&sluice_subscriber::poll, batch.abi(), cancel.abi());
    out.records += batch.abi()->count;
  }
  if (out.status.code() == SLUICE_END) out.status = {};
  return out;
}

Status PluginRig::publish(const std::string& config, const std::string& lines) {
  auto publisher = make("lightspeedhq.publisher", config, client_.get());
  if (!publisher) return publisher.status();
  sluice::record::Batch batch{{}};
  char* page = batch.abi()->json->reserve_page(batch.abi(), lines.size());
  std::memcpy(page, lines.data(), lines.size());
  sluice_error error{};
  error.struct_size = sizeof error;
  if (auto code = batch.abi()->json->parse_lines(batch.abi(), lines.size(), 1, &error))
    return Status::from(error, code);
  std::vector<sluice_outcome> outcomes(batch.abi()->count);
  sluice::http::test::TestCancel cancel;
  Status status =
      (*publisher)->call(&sluice_publisher::publish, batch.abi(), outcomes.data(), cancel.abi());
  for (const sluice_outcome& outcome : outcomes)
    if (status && outcome.status)
      status = {outcome.status, std::string(sluice::view(outcome.message))};
  return status;
}

}  // namespace lightspeedhq::contract
