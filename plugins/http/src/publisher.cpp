#include "publisher.hpp"

#include <utility>

#include "sluice/rest/in_doubt.hpp"

#include "secrets.hpp"

namespace http_plugin {

using sluice::Batch;
using sluice::Cancel;
using sluice::Result;
using sluice::Status;

Publisher::Publisher(sluice::Context& context, PublisherSettings settings)
    : host_(context.host()), client_(context.client()), settings_(std::move(settings)) {}

Result<std::unique_ptr<Publisher>> Publisher::create(sluice::Context& context) {
  auto config = context.config();
  if (!config) return config.status();
  protect_path(context.host(), (*config)["path"].string_or(""));
  for (const char* name : {"headers", "query"}) protect_values(context.host(), (*config)[name]);
  protect_values(context.host(), (*config)["batch"]["with"]);
  auto settings = PublisherSettings::read(*config, context.host());
  if (!settings) return settings.status();
  if (!context.client()) return Status::invalid("/client", "is missing: name an http.client");
  std::unique_ptr<Publisher> out(new Publisher(context, *std::move(settings)));
  auto builder = RequestBuilder::create(out->settings_);
  if (!builder) return builder.status();
  out->builder_ = std::make_unique<RequestBuilder>(*std::move(builder));
  out->requests_ =
      std::make_unique<HttpRequests>(out->settings_, out->host_, out->client_, *out->builder_);
  out->dispatch_ = std::make_unique<sluice::rest::Dispatch>(
      out->host_, out->client_, *out->requests_, out->settings_.in_flight);
  return out;
}

Status Publisher::publish(Batch batch, sluice::Outcomes outcomes, const Cancel& cancel) {
  if (Status s = begin(batch, outcomes, cancel); !s) return s;
  return settle(batch, cancel);
}

Status Publisher::begin(Batch batch, sluice::Outcomes outcomes, const Cancel& cancel) {
  return dispatch_->begin(batch, outcomes, cancel);
}

Status Publisher::settle(Batch, const Cancel& cancel) { return dispatch_->settle(cancel); }

Status Publisher::recover(Batch batch, sluice::Outcomes outcomes, const Cancel&) {
  const Status unknown = sluice::rest::sent_before_a_crash();
  for (size_t i = 0; i < batch.size(); i++) {
    if (batch[i].live()) outcomes.set(i, unknown);
  }
  return {};
}

}  // namespace http_plugin
