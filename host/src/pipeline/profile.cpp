#include "pipeline/profile.hpp"

#include <algorithm>
#include <numeric>

#include "pipeline/plan.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

using measure::Ledger;

Meter meter_of(const std::string& name) {
  Meter out;
  out.name = name;
  const size_t open = name.find('('), dot = name.find('.', open);
  if (open != name.npos && dot != name.npos) out.plugin = name.substr(open + 1, dot - open - 1);
  return out;
}

template <class Parts>
std::vector<Meter> meters_of(const Parts& parts) {
  std::vector<Meter> out;
  for (const auto& part : parts) out.push_back(meter_of(part.name));
  return out;
}

std::vector<Meter> meters_of_steps(const Plan& plan) {
  std::vector<Meter> out;
  for (const Step* step : all_steps(plan)) out.push_back(meter_of(step->name));
  return out;
}

struct Live {
  uint64_t records = 0, bytes = 0;
};

Live live_in(const record::Batch& batch) {
  Live out;
  const sluice_batch* abi = const_cast<record::Batch&>(batch).abi();
  for (size_t i = 0; i < abi->count; i++) {
    const sluice_record* record = sluice_record_at(abi, i);
    if (record->state != SLUICE_RECORD_LIVE) continue;
    out.records++;
    out.bytes += record->source.size;
  }
  return out;
}

}  // namespace

int64_t Meter::elsewhere_ns() const {
  const int64_t waited = std::accumulate(work.waited_ns.begin(), work.waited_ns.end(), int64_t{0});
  return std::max<int64_t>(0, wall_ns - cpu_ns - waited);
}

Profile::Profile(const Plan& plan)
    : source(meter_of(plan.source.name)),
      request_steps(meters_of(plan.request_steps)),
      steps(meters_of_steps(plan)),
      targets(meters_of(plan.targets)),
      flushes(meters_of(plan.targets)),
      store(meter_of("the store")) {}

void Profile::settle_bytes() {
  source.bytes_in = source.work.received ? source.work.received : source.page_bytes;
  for (Meter& target : targets)
    target.bytes_out = target.work.sent ? target.work.sent : target.work.written;
}

std::vector<const Meter*> Profile::components() const {
  std::vector<const Meter*> out;
  for (const Meter& meter : request_steps) out.push_back(&meter);
  out.push_back(&source);
  for (const auto* list : {&steps, &targets})
    for (const Meter& meter : *list) out.push_back(&meter);
  return out;
}

int64_t Profile::engine_cpu_ns() const {
  int64_t cpu = source_lane.cpu_ns + sink_lane.cpu_ns;
  for (const Meter* meter : components()) cpu -= meter->cpu_ns;
  for (const Meter& meter : flushes) cpu -= meter.cpu_ns;
  return std::max<int64_t>(0, cpu);
}

Measured::Measured(Meter* meter, record::Batch* batch)
    : meter_(meter), batch_(meter ? batch : nullptr) {
  if (!meter_) return;
  if (batch_) {
    const Live live = live_in(*batch_);
    meter_->batches++;
    meter_->records_in += live.records;
    meter_->bytes_in += live.bytes;
    memory_ = batch_->memory_used();
  }
  const Ledger& ledger = *Ledger::mine();
  before_ = ledger.work;
  wall_ = ledger.time().wall_ns();
  cpu_ = ledger.time().cpu_ns();
}

Measured::~Measured() {
  if (!meter_) return;
  const Ledger& ledger = *Ledger::mine();
  meter_->cpu_ns += ledger.time().cpu_ns() - cpu_;
  meter_->wall_ns += ledger.time().wall_ns() - wall_;
  meter_->work += ledger.work;
  meter_->work -= before_;
  if (!batch_) return;
  const Live live = live_in(*batch_);
  meter_->records_out += live.records;
  meter_->bytes_out += live.bytes;
  meter_->page_bytes += batch_->abi()->text.size;
  meter_->memory += std::max(batch_->memory_used(), memory_) - memory_;
}

LaneMeasured::LaneMeasured(Lane* lane, base::TimeSource& time)
    : lane_(lane), ledger_(lane ? &time : nullptr) {
  if (!lane_) return;
  cpu_ = time.cpu_ns();
  wall_ = time.wall_ns();
}

LaneMeasured::~LaneMeasured() {
  if (!lane_) return;
  lane_->cpu_ns += ledger_.time().cpu_ns() - cpu_;
  lane_->wall_ns += ledger_.time().wall_ns() - wall_;
  lane_->work += ledger_.work;
}

}  // namespace sluice::pipeline
