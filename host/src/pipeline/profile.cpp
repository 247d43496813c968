#include "pipeline/profile.hpp"

#include <algorithm>
#include <chrono>

#include "pipeline/plan.hpp"
#include "platform/process.hpp"

namespace sluice::pipeline {
namespace {

int64_t wall_now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

struct Share {
  int64_t ns;
  std::string what;
};

void add_shares(const Meter& meter, const char* waiting_for, std::vector<Share>& out) {
  out.push_back({meter.cpu_ns, "the CPU time of " + meter.name});
  out.push_back({meter.budget_ns, "the rate budget that holds back " + meter.name});
  out.push_back({meter.wait_ns(), meter.name + waiting_for});
}

constexpr const char* kRemote = " waiting for its remote system";

}  // namespace

int64_t Meter::wait_ns() const { return std::max<int64_t>(0, wall_ns - cpu_ns - budget_ns); }

Profile::Profile(const Plan& plan) {
  source.name = plan.source.name;
  for (const Step& step : plan.steps) steps.push_back({step.name});
  for (const Target& target : plan.targets) targets.push_back({target.name});
  commits.name = "the store";
}

// With two lanes only the one that the other waits for can be the bound.
std::string Profile::bound() const {
  std::vector<Share> shares;
  const bool source_holds = lanes == 1 || for_page_ns >= for_room_ns;
  const bool sink_holds = lanes == 1 || !source_holds;
  if (source_holds) add_shares(source, kRemote, shares);
  if (sink_holds) {
    for (const Meter& step : steps) add_shares(step, " waiting", shares);
    for (const Meter& target : targets) add_shares(target, kRemote, shares);
    shares.push_back({commits.wall_ns, "commits to the store"});
  }
  const auto most = std::max_element(shares.begin(), shares.end(),
                                     [](const Share& a, const Share& b) { return a.ns < b.ns; });
  const int64_t percent = elapsed_ns > 0 ? most->ns * 100 / elapsed_ns : 0;
  return "bound by " + most->what + ": " + std::to_string(std::min<int64_t>(percent, 100)) +
         " % of the run";
}

Measured::Measured(Meter* meter, record::Batch* batch, const Held& held)
    : meter_(meter), batch_(batch), held_(held) {
  if (!meter_) return;
  memory_ = batch_ ? batch_->memory_used() : 0;
  budget_ = held_ ? held_() : 0;
  wall_ = wall_now();
  cpu_ = platform::thread_cpu_ns();
}

Measured::~Measured() {
  if (!meter_) return;
  meter_->calls++;
  meter_->cpu_ns += platform::thread_cpu_ns() - cpu_;
  meter_->wall_ns += wall_now() - wall_;
  if (held_) meter_->budget_ns += held_() - budget_;
  if (!batch_) return;
  meter_->bytes += batch_->abi()->text.size;
  meter_->memory += std::max(batch_->memory_used(), memory_) - memory_;
}

Waited::Waited(int64_t* sum) : sum_(sum), start_(sum ? wall_now() : 0) {}

Waited::~Waited() {
  if (sum_) *sum_ += wall_now() - start_;
}

}  // namespace sluice::pipeline
