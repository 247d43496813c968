#include "pipeline/runner.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <thread>
#include <utility>

#include "base/lane_wait.hpp"
#include "pipeline/call.hpp"
#include "pipeline/lane_queue.hpp"
#include "pipeline/marked_store.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/sink_lane.hpp"
#include "pipeline/source_lane.hpp"
#include "platform/process.hpp"
#include "platform/system_clock.hpp"

namespace sluice::pipeline {
namespace {

// The shortest wait for a packet: a commit may be due while another one is under way.
constexpr int64_t kShortestWaitMs = 10;
constexpr size_t kPooledPageBytes = size_t{8} << 20;

unsigned lanes_of(const Plan& plan) {
  if (plan.lanes) return std::min(plan.lanes, 2u);
  return platform::usable_cores() > 1 ? 2 : 1;
}

// How many may wait for a publisher that works ahead. With one lane it would wait for the source;
// the next of several publishers waits for the one before; hooks write state, and decide.
size_t begun_batches(const Plan& plan, unsigned lanes) {
  const bool ahead = lanes == 2 && plan.targets.size() == 1 && works_ahead(plan.targets.front()) &&
                     !plan.targets.front().has_hooks() && !plan.targets.front().waits;
  return ahead ? plan.begun_batches : 0;
}

size_t pooled_pages(const Plan& plan, unsigned lanes) {
  return lanes == 2 ? plan.queue_batches + 2 + begun_batches(plan, lanes) : 1;
}

// For the records that a batch of that size lists; one being read has the list twice, since
// it is moved when it grows.
uint64_t kept_of_records(uint64_t bytes, bool being_read) {
  const size_t each = (being_read ? 2 : 1) * sizeof(sluice_record) + sizeof(sluice_slice);
  return bytes / each * record::kEngineBytes;
}

// Batches of the largest allowed size: the one at the sink, a second try of its records, and with
// two lanes the one being read, which is begun only while those read before hold `ahead_bytes` at
// most; as much again may be with a publisher that works ahead. The next page in transit becomes
// part of a batch when it is complete. Targets with own steps get a copy, and hooks documents, one
// at a time. In addition: what is kept of the current records, kept page buffers, and data waiting
// for a commit or in one, which a batch can overshoot by a task for each of its records.
uint64_t memory_bound(const Plan& plan, unsigned lanes) {
  const uint64_t second_lane = lanes == 2 ? plan.limits.batch_memory + plan.ahead_bytes : 0;
  const uint64_t begun = begun_batches(plan, lanes) ? plan.ahead_bytes : 0;
  const uint64_t copies = (has_own_steps(plan) ? plan.limits.batch_memory : 0) +
                          (has_hooks(plan) ? plan.limits.batch_memory : 0);
  return 2 * plan.limits.batch_memory + copies + second_lane + begun + plan.limits.page_bytes +
         kept_of_records(plan.limits.batch_memory, true) + kept_of_records(begun, false) +
         pooled_pages(plan, lanes) * kPooledPageBytes +
         2 * (plan.commit.max_bytes + plan.limits.page_bytes + plan.limits.record_bytes);
}

// Nobody else sees what the own steps of an only target change, so they need no copy.
Plan with_steps_of_only_target(Plan plan) {
  if (plan.targets.size() != 1) return plan;
  for (Step& step : plan.targets.front().steps) plan.steps.push_back(std::move(step));
  plan.targets.front().steps.clear();
  return plan;
}

Status stopped_status() { return {SLUICE_E_CANCELLED, "stopped"}; }

bool is_interrupted(const RunContext& run, SinkLane& sink, RunReport& report) {
  if (!sink.may_interrupt()) return false;
  const bool asked = run.cancel.wants_interruption && run.cancel.wants_interruption();
  report.interrupted = asked || sink.has_full_backlog();
  return report.interrupted;
}

Status run_one_lane(const RunContext& run, SourceLane& source, SinkLane& sink, RunReport& report) {
  Status status = sink.start();
  while (status && !sink.over() && !is_interrupted(run, sink, report))
    status = run.stopped() ? stopped_status() : sink.take(source.next());
  return status;
}

// The source's thread, joined in any case: closed for pushing, and woken if it may be waiting
// for a remote system.
class SourceThread {
 public:
  SourceThread(const RunContext& run, SourceLane& source, LaneQueue& queue)
      : run_(run), queue_(queue), thread_([&run, &source, &queue] {
          const LaneMeasured measured(run.profile ? &run.profile->source_lane : nullptr, run.clock);
          if (run.plan.begin_lane) run.plan.begin_lane(run.cancel.drain);
          work(source, queue);
        }) {}
  ~SourceThread() {
    queue_.close();
    if (!over_ && run_.cancel.interrupt) run_.cancel.interrupt();
    thread_.join();
  }
  SourceThread(const SourceThread&) = delete;
  SourceThread& operator=(const SourceThread&) = delete;

  void set_over() { over_ = true; }  // nothing to wake: the last packet came

 private:
  static Packet guarded_next(SourceLane& source) {
    try {
      return source.next();
    } catch (const std::exception& e) {
      Packet packet;
      packet.status = Status::internal(std::string("source lane: ") + e.what());
      return packet;
    }
  }
  static bool has_room(LaneQueue& queue) {
    const base::LaneWait lane = base::LaneWait::for_other();
    const measure::Waiting waiting(measure::Wait::room);
    return queue.wait_for_room();
  }
  static void work(SourceLane& source, LaneQueue& queue) {
    while (has_room(queue)) {
      Packet packet = guarded_next(source);
      const bool over = packet.kind == Packet::Kind::failed || packet.last || packet.paused;
      const base::LaneWait lane = base::LaneWait::for_other();
      const measure::Waiting waiting(measure::Wait::room);
      if (!queue.push(std::move(packet)) || over) return;
    }
  }

  const RunContext& run_;
  LaneQueue& queue_;
  bool over_ = false;
  std::thread thread_;
};

std::optional<Packet> next_packet(LaneQueue& queue, const SinkLane& sink) {
  if (sink.owed()) return queue.pop(0);
  const base::LaneWait lane = base::LaneWait::for_other();
  const measure::Waiting waiting(measure::Wait::page);
  return queue.pop(std::max(kShortestWaitMs, sink.ms_to_due()));
}

Status run_two_lanes(const RunContext& run, SourceLane& source, SinkLane& sink, RunReport& report) {
  // Before the first request to the source: a target that cannot be written costs no request.
  Status status = sink.start();
  if (!status) return status;
  LaneQueue queue(run.plan.queue_batches, run.plan.ahead_bytes);
  SourceThread thread(run, source, queue);
  while (status && !sink.over() && !is_interrupted(run, sink, report)) {
    if (run.stopped()) return stopped_status();
    std::optional<Packet> packet = next_packet(queue, sink);
    if (packet && packet->kind == Packet::Kind::failed) thread.set_over();
    status = packet ? sink.take(std::move(*packet)) : sink.idle();
  }
  if (sink.over()) thread.set_over();
  return status;
}

// What is committed does not come again: the subscriber may take it away.
Status tell_committed(const RunContext& run, std::string_view cursor) {
  const Source& source = run.plan.source;
  if (!source.committed) return {};
  Status status = call_component({run, source, "committed"}, [&](sluice_error* error) {
    return source.committed->committed(source.self, slice(cursor), run.cancel.abort, error);
  });
  return status.in(where(run.plan, source));
}

// Also where the run failed: what it committed before is delivered.
Status told_last(const RunContext& run, Status status) {
  if (!run.plan.source.committed) return status;
  const Result<store::PipelineState> stored = run.store.load(run.plan.pipeline);
  Status told = stored ? tell_committed(run, stored->cursor.text) : Status(stored.status());
  if (status) return told;
  if (!told) run.note(told.message());
  return status;
}

Status run_lanes(const RunContext& run, RunReport& report, uint64_t seed) {
  Result<store::PipelineState> stored = run.store.load(run.plan.pipeline);
  if (!stored) return Status(stored.status()).in("pipeline " + run.plan.pipeline);
  if (Status s = tell_committed(run, stored->cursor.text); !s) return s;
  SourceLane source(run, *stored, seed + 1);
  SinkLane sink(run, *stored, report, seed);
  Status status = report.lanes == 2 ? run_two_lanes(run, source, sink, report)
                                    : run_one_lane(run, source, sink, report);
  status = sink.close(std::move(status));
  return told_last(run, std::move(status));
}

void complete_profile(Profile& profile, const RunReport& report, int64_t elapsed_ns) {
  profile.settle_bytes();
  profile.lanes = report.lanes;
  profile.elapsed_ns = elapsed_ns;
  profile.failed = !report.status.ok() && !report.cancelled();
  profile.allocations_counted = measure::allocations_are_counted();
}

}  // namespace

RunReport Runner::run(const Plan& configured, store::PipelineStore& store, const Cancel& cancel,
                      Observer* observer) {
  const Plan plan = with_steps_of_only_target(configured);
  platform::SystemClock system_clock;
  base::Clock& clock = clock_ ? *clock_ : system_clock;
  RunReport report;
  report.lanes = lanes_of(plan);
  const size_t begun = begun_batches(plan, report.lanes);
  report.repeat_bound_batches = std::max<size_t>(1, plan.commit.max_batches) + begun;
  report.memory_bound_bytes = memory_bound(plan, report.lanes);
  record::PagePool own_pages(pooled_pages(plan, report.lanes), kPooledPageBytes);
  BatchPool batches(plan.limits, plan.pages ? *plan.pages : own_pages,
                    pooled_pages(plan, report.lanes));
  Profile* const profile = plan.profile ? &report.profile.emplace(plan) : nullptr;
  MarkedStore marked(store, plan);
  const RunContext run{plan, marked, clock, cancel, observer, batches, profile, begun};
  const int64_t started = clock.steady_ms(), started_ns = clock.wall_ns();
  try {
    const LaneMeasured measured(profile ? &profile->sink_lane : nullptr, clock);
    if (plan.begin_lane) plan.begin_lane(cancel.drain);
    report.status = run_lanes(run, report, seed_);
  } catch (const std::exception& e) {
    report.status = Status::internal("pipeline " + plan.pipeline + ": " + e.what());
  }
  if (plan.redact && !report.status)
    report.status = Status(report.status.code(), plan.redact(report.status.message()))
                        .with_retry_after(report.status.retry_after_ms())
                        .with_remote_code(report.status.remote_code());
  report.elapsed_ms = clock.steady_ms() - started;
  if (profile) complete_profile(*profile, report, clock.wall_ns() - started_ns);
  // Kept batches are as large as the largest.
  report.memory_like_bytes = (pooled_pages(plan, report.lanes) + 1) * report.largest_batch_bytes;
  return report;
}

}  // namespace sluice::pipeline
