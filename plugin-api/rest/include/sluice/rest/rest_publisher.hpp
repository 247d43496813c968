// Carries out an action of a catalogue for each record, several at a time if told so: its `path`
// and `query` are the parameters, its `payload` the body, or, where the action takes many records
// in one request, an item of the body's list. A connector derives its publisher from this, as it
// derives its subscriber from RestSubscriber. One lane; see sluice::Publisher for the thread tags.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sluice/component.hpp"
#include "sluice/rest/action_requests.hpp"
#include "sluice/rest/action_settings.hpp"
#include "sluice/rest/connector.hpp"
#include "sluice/rest/dispatch.hpp"
#include "sluice/rest/operation_outlook.hpp"
#include "sluice/rest/write_request.hpp"

namespace sluice::rest {

class RestPublisher : public Publisher, private WorksAhead, private Recovers {
 public:
  // A component's configuration, checked.
  struct Setup {
    Host host;
    ClientRef client;
    ActionSettings settings;
    OperationOutlook outlook;
  };
  // No I/O. E_INVALID starts with the JSON pointer to the setting.
  static Result<Setup> read(Context& context, const Connector& connector);
  template <class Self>
  static Result<std::unique_ptr<Self>> make(Context& context, const Connector& connector) {
    auto setup = read(context, connector);
    if (!setup) return setup.status();
    return std::make_unique<Self>(*std::move(setup));
  }

  explicit RestPublisher(Setup setup);

  const Outlook* outlook() const override { return &outlook_; }
  // A remote system keeps what it accepted: there is no position to continue from.
  Status resume(std::string_view, const Cancel&) override { return {}; }
  Status publish(Batch batch, Outcomes outcomes, const Cancel& cancel) override;
  Result<std::string> flush(bool, const Cancel&) override { return std::string(); }
  // A run that must end fails here if no batch was left to report it.
  Status finish(const Cancel&) override { return dispatch_.halted(); }
  // With one request at a time a record must not be sent before those of the previous batch.
  WorksAhead* works_ahead() override { return settings_.in_flight > 1 ? this : nullptr; }
  // For example of a create, unless the system recognises its repeat.
  Recovers* recovers() override;

 private:
  Status begin(Batch batch, Outcomes outcomes, const Cancel& cancel) override {
    return dispatch_.begin(batch, outcomes, cancel);
  }
  Status settle(Batch, const Cancel& cancel) override { return dispatch_.settle(cancel); }
  // Looks for the records to be created, where the catalogue says how.
  Status recover(Batch batch, Outcomes outcomes, const Cancel& cancel) override;
  Status fate_of(const Write& write, const Cancel& cancel) const;

  Host host_;
  ClientRef client_;
  ActionSettings settings_;
  OperationOutlook outlook_;
  ActionRequests requests_;
  Dispatch dispatch_;
};

}  // namespace sluice::rest
