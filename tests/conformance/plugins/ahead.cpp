// A publisher that works ahead on a target that answers while a file descriptor, `gate`, is
// readable; it refuses records with a member "bad" and takes those with "later" not now. `fault`
// says which rule it breaks; none: it is sound.
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <deque>
#include <set>
#include <thread>

#include "sluice/plugin.hpp"

namespace {

using sluice::Batch;
using sluice::Cancel;
using sluice::Outcomes;
using sluice::Result;
using sluice::Status;

const Status kCancelled(SLUICE_E_CANCELLED, "cancelled");

// Until one of them is readable (negative ones are not there).
void wait_for(int a, int b, int c) {
  std::array<pollfd, 3> any = {{{a, POLLIN, 0}, {b, POLLIN, 0}, {c, POLLIN, 0}}};
  static_cast<void>(::poll(any.data(), any.size(), -1));
}

bool is_readable(int fd) {
  pollfd one{fd, POLLIN, 0};
  return ::poll(&one, 1, 0) == 1;
}

class Ahead final : public sluice::Publisher, private sluice::WorksAhead {
 public:
  static constexpr std::string_view kId = "ahead.publisher";

  static Result<std::unique_ptr<Ahead>> create(sluice::Context& context) {
    auto config = context.config();
    if (!config) return config.status();
    std::unique_ptr<Ahead> out(new Ahead);
    out->gate_ = static_cast<int>(config->find("gate").integer_or(-1));
    out->fault_ = config->find("fault").string_or("");
    return out;
  }
  ~Ahead() override {
    if (straggler_.joinable()) straggler_.join();
    ::close(stop_);
  }
  Ahead(const Ahead&) = delete;
  Ahead& operator=(const Ahead&) = delete;

  void stop() override { ::eventfd_write(stop_, 1); }
  Status resume(std::string_view, const Cancel&) override { return {}; }
  Result<std::string> flush(bool, const Cancel&) override { return std::string(); }
  sluice::WorksAhead* works_ahead() override { return fault_ == "one_at_a_time" ? nullptr : this; }

  Status publish(Batch batch, Outcomes outcomes, const Cancel& cancel) override {
    if (cancelled_ && has("stays_cancelled")) return kCancelled;
    Status answered = wait_for_response(cancel);
    if (answered) decide({batch, outcomes.abi()});
    return answered;
  }

  Status begin(Batch batch, Outcomes outcomes, const Cancel&) override {
    if (has("refuses_idle_batches") && !is_any_live(batch)) return Status::internal("no record");
    if (has("changes_records") && batch.size()) batch[0].filter();
    jobs_.push_back({batch, outcomes.abi()});
    return {};
  }

  Status settle(Batch, const Cancel& cancel) override {
    if (jobs_.empty()) return Status::internal("nothing was begun");
    const Job job = jobs_.front();
    jobs_.pop_front();
    if (has("invents_outcomes") && cancel.requested()) return {};
    if (Status answered = wait_for_response(cancel); !answered) return cancelled(job, answered);
    if (!has("forgets_refusals")) decide(job);
    if (has("writes_to_settled") && last_) last_[0].status = SLUICE_OK;
    last_ = job.outcomes;
    if (jobs_.empty()) waiting_.clear();
    return {};
  }

 private:
  struct Job {
    Batch batch;
    sluice_outcome* outcomes;
  };

  Ahead() = default;
  bool has(std::string_view fault) const { return fault_ == fault; }

  static bool is_any_live(Batch batch) {
    for (size_t i = 0; i < batch.size(); i++)
      if (batch[i].live()) return true;
    return false;
  }

  Status wait_for_response(const Cancel& cancel) const {
    const bool deaf = has("ignores_cancel");
    while (true) {
      if (!deaf && cancel.requested()) return kCancelled;
      if (is_readable(stop_)) return kCancelled;
      if (is_readable(gate_)) return {};
      wait_for(gate_, stop_, deaf ? -1 : static_cast<int>(cancel.abi()->wake));
    }
  }

  Status cancelled(const Job& job, const Status& why) {
    cancelled_ = true;
    if (has("forgets_the_others")) jobs_.clear();
    if (has("fails_otherwise")) return Status::internal("it was interrupted");
    if (has("goes_on") && !straggler_.joinable())
      straggler_ = std::thread([this, job] {
        wait_for(gate_, -1, -1);
        job.outcomes[0].status = SLUICE_OK;
      });
    if (has("goes_on_with_records") && !straggler_.joinable())
      straggler_ = std::thread([this, job] {
        wait_for(gate_, -1, -1);
        job.batch[0].filter();
      });
    return why;
  }

  bool refuses(const sluice::Record& record) const {
    if (has("takes_all")) return false;
    return record.root().find("bad").exists() || has("takes_none") || !record.live();
  }

  void decide(const Job& job) {
    if (has("overtakes_batches")) waiting_.clear();
    for (size_t i = 0; i < job.batch.size(); i++) {
      if (waits(job.batch[i])) job.outcomes[i].status = SLUICE_E_UNAVAILABLE;
      const bool meant = job.batch[i].live() || has("judges_others");
      if (meant && refuses(job.batch[i])) job.outcomes[i].status = SLUICE_E_DATA;
    }
    if (has("writes_behind")) job.outcomes[job.batch.size()].status = SLUICE_OK;
  }

  // Behind one that waits, those of its order do, until nothing is under way any more.
  bool waits(const sluice::Record& record) {
    const uint32_t order = record.abi()->order;
    if (!record.live()) return false;
    if (waiting_.count(order)) return true;
    const bool later = record.root().find("later").exists();
    if (later && order && !has("overtakes")) waiting_.insert(order);
    return later;
  }

  int gate_ = -1;
  const int stop_ = ::eventfd(0, EFD_CLOEXEC);
  std::string fault_;
  std::deque<Job> jobs_;
  std::set<uint32_t> waiting_;  // orders
  bool cancelled_ = false;
  sluice_outcome* last_ = nullptr;
  std::thread straggler_;
};

sluice_status begin(void*, sluice_batch*, sluice_outcome*, const sluice_cancel*, sluice_error*) {
  return SLUICE_OK;
}
sluice_status settle(void*, sluice_batch*, const sluice_cancel*, sluice_error*) {
  return SLUICE_OK;
}

// One of both functions, which sluice::Publisher would not make.
class Half : public sluice::Component {
 public:
  sluice::ComponentKind component_kind() const final { return sluice::ComponentKind::kOwn; }
  const void* own_table(std::string_view id) const final {
    return id == SLUICE_PUBLISHER ? &table : nullptr;
  }

 protected:
  sluice_publisher table{sizeof(sluice_publisher), {}, {}, {}, {}, {}, {}, {}, {}};
};

class BeginOnly final : public Half {
 public:
  static constexpr std::string_view kId = "ahead.begin_only";
  static Result<std::unique_ptr<BeginOnly>> create(sluice::Context&) {
    auto out = std::make_unique<BeginOnly>();
    out->table.begin = begin;
    return out;
  }
};

class SettleOnly final : public Half {
 public:
  static constexpr std::string_view kId = "ahead.settle_only";
  static Result<std::unique_ptr<SettleOnly>> create(sluice::Context&) {
    auto out = std::make_unique<SettleOnly>();
    out->table.settle = settle;
    return out;
  }
};

}  // namespace

SLUICE_PLUGIN(Ahead, BeginOnly, SettleOnly)
