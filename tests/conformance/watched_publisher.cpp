#include "conformance/watched_publisher.hpp"

#include <algorithm>
#include <future>
#include <utility>

#include "unit/rest/host_rig.hpp"

namespace sluice::conformance {
namespace {

// Wakes a component that does not return in time.
class Watch {
 public:
  Watch(loader::Component& component, std::chrono::milliseconds patience)
      : late_(std::async(std::launch::async, [&component, patience, over = over_.get_future()] {
          const bool late = over.wait_for(patience) == std::future_status::timeout;
          if (late) component.stop();
          return late;
        })) {}
  bool was_late() {
    over_.set_value();
    return late_.get();
  }

 private:
  std::promise<void> over_;
  std::future<bool> late_;
};

void check_batch(const std::string& call, Given& given) {
  if (const std::string what = given.changed(); !what.empty())
    throw Wrong{call + " changes the batch: " + what};
  if (const std::string what = given.overstepped(); !what.empty())
    throw Wrong{call + " writes outcomes that are not its own: " + what};
}

}  // namespace

WatchedPublisher::WatchedPublisher(std::unique_ptr<loader::Component> publisher,
                                   std::chrono::milliseconds patience)
    : publisher_(std::move(publisher)), patience_(patience) {
  const test::TestCancel never;
  const Status status = watched("resume", [&] {
    return publisher_->call(&sluice_publisher::resume, sluice_slice{}, Cancel(never).abi());
  });
  if (!status) throw Wrong{"resume without a position fails: " + status.message()};
}

Status WatchedPublisher::watched(const std::string& call, const std::function<Status()>& work) {
  Watch watch(*publisher_, patience_);
  Status status = work();
  if (watch.was_late())
    throw Wrong{call + " does not return within " + std::to_string(patience_.count()) + " ms"};
  return status;
}

void WatchedPublisher::begin(Given& given) {
  const std::string call = "begin of " + given.name();
  const test::TestCancel never;
  const Status status = watched(call, [&] {
    return publisher_->call(&sluice_publisher::begin, given.abi(), given.outcomes(),
                            Cancel(never).abi());
  });
  if (!status) throw Wrong{call + " fails: " + status.message()};
  check_batch(call, given);
}

std::vector<sluice_status> WatchedPublisher::settle(Given& given) {
  const std::string call = "settle of " + given.name();
  const test::TestCancel never;
  const Status status = watched(call, [&] {
    return publisher_->call(&sluice_publisher::settle, given.abi(), Cancel(never).abi());
  });
  return finished(call, status, given);
}

std::vector<sluice_status> WatchedPublisher::publish(Given& given) {
  const std::string call = "publish of " + given.name();
  const test::TestCancel never;
  const Status status = watched(call, [&] {
    return publisher_->call(&sluice_publisher::publish, given.abi(), given.outcomes(),
                            Cancel(never).abi());
  });
  return finished(call, status, given);
}

std::vector<sluice_status> WatchedPublisher::finished(const std::string& call, const Status& status,
                                                      Given& given) {
  if (!status) throw Wrong{call + " fails: " + status.message()};
  check_batch(call, given);
  return given.take_outcomes();
}

Status WatchedPublisher::settle_cancelled(Given& given) {
  const std::string call = "settle of " + given.name() + " with a requested cancel";
  test::TestCancel now;
  now.requested = true;
  Status status = watched(call, [&] {
    return publisher_->call(&sluice_publisher::settle, given.abi(), Cancel(now).abi());
  });
  check_batch(call, given);
  const std::vector<sluice_status> outcomes = given.take_outcomes();
  // Or it succeeds and says of each record that it was not taken.
  const bool none_taken = std::none_of(outcomes.begin(), outcomes.end(),
                                       [](sluice_status s) { return s == SLUICE_OK; });
  if (status && !outcomes.empty() && none_taken) return {SLUICE_E_CANCELLED, "record by record"};
  return status;
}

}  // namespace sluice::conformance
