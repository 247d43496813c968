// Carries out an action of a catalogue for each record, in order: its `path` and `query` are the
// parameters, its `payload` the body, or, where the action takes many records in one request, an
// item of the body's list. A connector derives its publisher from this, as it derives its
// subscriber from RestSubscriber. One lane; see sluice::Publisher for the thread tags.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/component.hpp"
#include "sluice/rest/action_settings.hpp"
#include "sluice/rest/connector.hpp"
#include "sluice/rest/operation_outlook.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/rest/write_request.hpp"

namespace sluice::rest {

class RestPublisher : public Publisher, private Recovers {
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
  // For example of a create, unless the system recognises its repeat.
  Recovers* recovers() override;

 private:
  using Group = std::span<const Write>;
  // One call of publish.
  struct Turn {
    Batch batch;
    Outcomes outcomes;
    const Cancel& cancel;
    Status rest = {};    // failing: records not sent yet wait
    Answer answer = {};  // to the request whose records are set

    void set(size_t record, const Status& status);
    void set(Group group, const Status& status);
  };
  // What became of a request: `record` is the outcome of its records; `rest` failing: the others
  // also wait.
  struct Decision {
    Status record, rest;
    bool server_error = false;
  };
  // The result of a request: a failing status, or 2xx with what it says of each record.
  struct Sent {
    Status status;
    bool lost = false;      // it may have been carried out
    bool answered = false;  // ... with a 2xx response that does not say so
    std::vector<Status> records = {};
    int32_t http = 0;       // status of the response
    std::string body = {};  // of it
  };

  // Looks for the records to be created, where the catalogue says how.
  Status recover(Batch batch, Outcomes outcomes, const Cancel& cancel) override;
  Status fate_of(const Write& write, const Cancel& cancel) const;

  size_t most_together() const { return settings_.per_request ? settings_.per_request : 1; }
  // These fail with the failure of the whole call.
  Status deliver(Group group, Turn& turn);
  Status deliver_halves(Group group, Turn& turn);
  Status conclude(Group group, const Decision& decision, Turn& turn);

  Result<OperationRequest> make_request(Group group, const Cancel& cancel) const;
  Status add_parts(const Write& write, OperationRequest& request, const Cancel& cancel) const;
  Sent send(Group group, const OperationRequest& request, const Turn& turn);
  Sent read_sent(Group group, const OperationRequest& request, const Status& status,
                 const Response& response);
  // Repeats a write that was not carried out, and marks a successful one as done.
  void settle_doubt(Group group, const OperationRequest& request, Sent& sent, const Turn& turn);
  static bool is_in_doubt(const OperationRequest& request, const Sent& sent);
  void apply_policy(Group group, const OperationRequest& request, Sent& sent) const;
  Decision decide(Group group, const OperationRequest& request, const Sent& sent) const;

  Host host_;
  ClientRef client_;
  ActionSettings settings_;
  OperationOutlook outlook_;
  int server_errors_ = 0;  // in a row, also over calls
};

}  // namespace sluice::rest
