// Sends records to any system that accepts them over HTTP. One lane, as sluice::Publisher says.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "http_requests.hpp"
#include "publisher_settings.hpp"
#include "request_builder.hpp"
#include "sluice/plugin.hpp"
#include "sluice/rest/dispatch.hpp"

namespace http_plugin {

class Publisher final : public sluice::Publisher,
                        private sluice::WorksAhead,
                        private sluice::Recovers {
 public:
  static constexpr std::string_view kId = "http.publisher";
  static sluice::Result<std::unique_ptr<Publisher>> create(sluice::Context& context);

  // A remote system keeps what it accepted: there is no position to continue from.
  sluice::Status resume(std::string_view, const sluice::Cancel&) override { return {}; }
  sluice::Status publish(sluice::Batch batch, sluice::Outcomes outcomes,
                         const sluice::Cancel& cancel) override;
  // With one request at a time a record must not be sent before those of the previous batch.
  sluice::WorksAhead* works_ahead() override { return settings_.in_flight > 1 ? this : nullptr; }
  sluice::Recovers* recovers() override { return settings_.safe ? nullptr : this; }
  sluice::Result<std::string> flush(bool, const sluice::Cancel&) override { return std::string(); }
  // A run that must end fails here if no batch was left to report it.
  sluice::Status finish(const sluice::Cancel&) override { return dispatch_->halted(); }

 private:
  Publisher(sluice::Context& context, PublisherSettings settings);
  sluice::Status begin(sluice::Batch batch, sluice::Outcomes outcomes,
                       const sluice::Cancel& cancel) override;
  sluice::Status settle(sluice::Batch batch, const sluice::Cancel& cancel) override;
  // There is no generic way to find that out.
  sluice::Status recover(sluice::Batch batch, sluice::Outcomes outcomes,
                         const sluice::Cancel& cancel) override;

  sluice::Host host_;
  sluice::ClientRef client_;
  PublisherSettings settings_;
  std::unique_ptr<RequestBuilder> builder_;
  std::unique_ptr<HttpRequests> requests_;
  std::unique_ptr<sluice::rest::Dispatch> dispatch_;
};

}  // namespace http_plugin
