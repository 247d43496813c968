#include "measure/ledger.hpp"

#include <functional>
#include <new>
#include <numeric>

#include "measure/shown_wait.hpp"

namespace sluice::measure {
namespace {

// Stands still.
class NoTime final : public base::TimeSource {
 public:
  int64_t wall_ns() override { return 0; }
  int64_t cpu_ns() override { return 0; }
};

template <class Op>
void each(Work& to, const Work& from, Op op) {
  for (size_t i = 0; i < kWaits; i++) to.waited_ns[i] = op(to.waited_ns[i], from.waited_ns[i]);
  for (size_t i = 0; i < kHostWorks; i++)
    to.host_cpu_ns[i] = op(to.host_cpu_ns[i], from.host_cpu_ns[i]);
  to.received = op(to.received, from.received);
  to.sent = op(to.sent, from.sent);
  to.written = op(to.written, from.written);
  to.allocations = op(to.allocations, from.allocations);
  to.blocks = op(to.blocks, from.blocks);
}

}  // namespace

int64_t Work::host_cpu() const {
  return std::accumulate(host_cpu_ns.begin(), host_cpu_ns.end(), int64_t{0});
}

Work& Work::operator+=(const Work& other) { return each(*this, other, std::plus<>()), *this; }
Work& Work::operator-=(const Work& other) { return each(*this, other, std::minus<>()), *this; }

thread_local Ledger* Ledger::mine_ = nullptr;

Ledger::Ledger(base::TimeSource* time) : time_(time), before_(mine_) {
  if (time_) mine_ = this;
}

Ledger::~Ledger() { mine_ = before_; }

Waiting::Waiting(Wait why) : ledger_(Ledger::mine()), why_(why) {
  if (!ledger_) return;
  start_ = ledger_->time().wall_ns();
  if (ShownWait* const shown = ShownWait::mine()) shown->begin(why);
}

Waiting::~Waiting() {
  if (!ledger_) return;
  ledger_->work.waited_ns[static_cast<size_t>(why_)] += ledger_->time().wall_ns() - start_;
  if (ShownWait* const shown = ShownWait::mine()) shown->end();
}

Working::Working(HostWork what) : ledger_(Ledger::mine()), what_(what) {
  if (ledger_ && ledger_->in_host_work) ledger_ = nullptr;
  if (!ledger_) return;
  ledger_->in_host_work = true;
  start_ = ledger_->time().cpu_ns();
}

Working::~Working() {
  if (!ledger_) return;
  ledger_->work.host_cpu_ns[static_cast<size_t>(what_)] += ledger_->time().cpu_ns() - start_;
  ledger_->in_host_work = false;
}

bool allocations_are_counted() {
  NoTime time;
  const Ledger ledger(&time);
  ::operator delete(::operator new(1));
  return ledger.work.allocations > 0;
}

}  // namespace sluice::measure
