#include "app/api/server_view.hpp"

#include <utility>

#include "measure/ledger.hpp"

namespace sluice::app {
namespace {

// The rarer first: a lane that waits for the other one says nothing of the run.
constexpr std::pair<measure::Wait, std::string_view> kWaitWords[] = {
    {measure::Wait::budget, "rate budget"},      {measure::Wait::retry, "retry"},
    {measure::Wait::first_byte, "responses"},    {measure::Wait::transfer, "responses"},
    {measure::Wait::nothing_new, "new records"}, {measure::Wait::commit, "store"}};

}  // namespace

std::string_view LiveRun::waits_for() const {
  for (const auto& [why, words] : kWaitWords)
    for (const measure::ShownWait& lane : lanes_)
      if (lane.now() == why) return words;
  return {};
}

}  // namespace sluice::app
