#include "sluice/rest/rest_publisher.hpp"

#include <set>
#include <string>
#include <utility>

#include "sluice/rest/in_doubt.hpp"
#include "sluice/rest/lost_write.hpp"
#include "sluice/rest/write_request.hpp"

namespace sluice::rest {
namespace {

// A failure of the whole call: as a record's outcome it would mean something else.
// Any other is reported per record, so records accepted before it count.
bool is_of_call(const Status& status) {
  auto code = status.code();
  return code == SLUICE_E_INVALID || code == SLUICE_E_UNSUPPORTED || code == SLUICE_E_NO_MEMORY;
}

}  // namespace

Result<RestPublisher::Setup> RestPublisher::read(Context& context, const Connector& connector) {
  auto settings = ActionSettings::read(context, connector.catalogue);
  if (!settings) return settings.status();
  if (auto status = connector.check_client(context.client()); !status) return status;
  return Setup{context.host(), context.client(), *std::move(settings),
               OperationOutlook(context, connector.catalogue)};
}

RestPublisher::RestPublisher(Setup setup)
    : host_(setup.host),
      client_(setup.client),
      settings_(std::move(setup.settings)),
      outlook_(std::move(setup.outlook)),
      requests_(host_, client_, settings_),
      dispatch_(host_, client_, requests_, settings_.in_flight) {}

Status RestPublisher::publish(Batch batch, Outcomes outcomes, const Cancel& cancel) {
  if (Status s = begin(batch, outcomes, cancel); !s) return s;
  return settle(batch, cancel);
}

Recovers* RestPublisher::recovers() {
  const auto makes_two = [](const Call& call) {
    return !OperationRequest{call.operation, {}, {}, {}}.is_safe();
  };
  const bool any = makes_two(settings_.main) || (settings_.create && makes_two(*settings_.create));
  return any && !settings_.idempotency.any() ? this : nullptr;
}

Status RestPublisher::recover(Batch batch, Outcomes outcomes, const Cancel& cancel) {
  std::set<std::string> found;
  for (size_t i = 0; i < batch.size(); i++) {
    if (!batch[i].live()) continue;
    auto write = read_write(batch[i], settings_);
    if (!write && write.status().code() == SLUICE_E_NO_MEMORY) return write.status();
    Status fate = write ? fate_of(*write, cancel) : Status::end();  // that one was never sent
    // Of two that cannot be told apart, one was found.
    if (fate && !found.insert(sought(*write)).second) fate = sent_before_a_crash();
    if (fate.code() == SLUICE_E_AUTH || is_of_call(fate)) return fate;
    outcomes.set(i, fate);
  }
  return {};
}

// Checks single requests only: a bulk action's session id differs each time.
Status RestPublisher::fate_of(const Write& write, const Cancel& cancel) const {
  const auto request = request_of(write);
  if (!request || request->is_safe()) return Status::end();
  if (!settings_.reread) return sent_before_a_crash();
  const auto fate = find_fate(write, *settings_.reread, client_, host_, settings_.version, cancel);
  // The token may have permission to write but not to read.
  const bool untold = fate.status().code() == SLUICE_E_DATA || fate.status().remote_code() == 403;
  if (!fate) return untold ? sent_before_a_crash() : fate.status();
  if (*fate == Fate::kNotDone) return Status::end();
  if (*fate == Fate::kUnknown) return sent_before_a_crash();
  host_.count("already_done");
  return {};
}

}  // namespace sluice::rest
