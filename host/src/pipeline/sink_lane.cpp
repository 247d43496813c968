#include "pipeline/sink_lane.hpp"

#include <algorithm>
#include <utility>

#include "pipeline/call.hpp"

namespace sluice::pipeline {
namespace {

bool goes_on(const store::Cursor& cursor) {
  return cursor.walk == store::Walk::running && !cursor.text.empty();
}

// A walk that left records with the publishers, but no place to go on at.
bool starts_over(const store::Cursor& cursor) {
  return cursor.walk == store::Walk::running && cursor.text.empty();
}

std::vector<std::unique_ptr<StepState>> bind_states(const RunContext& run, bool resumed) {
  std::vector<std::unique_ptr<StepState>> states;
  for (const Step& step : run.plan.steps) {
    states.push_back(nullptr);
    if (!step.bind_state) continue;
    states.back() = std::make_unique<StepState>(run.store, run.plan.pipeline, step.name, resumed);
    step.bind_state(states.back().get());
  }
  return states;
}

}  // namespace

SinkLane::SinkLane(const RunContext& run, const store::PipelineState& stored, RunReport& report,
                   uint64_t seed)
    : run_(run),
      stored_(stored),
      report_(report),
      jitter_(seed),
      states_(bind_states(run, goes_on(stored.cursor))),
      chain_(run, run.plan.steps),
      publish_(run, jitter_),
      tools_{run, chain_, publish_, states_, jitter_},
      in_hand_(tools_, run.begun_batches, run.plan.ahead_bytes),
      committer_(run, stored, states_, jitter_),
      started_us_(run.clock.unix_us()) {
  for (const Target& target : run.plan.targets) report_.targets.push_back({target.name});
}

SinkLane::~SinkLane() {
  for (const Step& step : run_.plan.steps)
    if (step.bind_state) step.bind_state(nullptr);
}

const store::Position* SinkLane::stored_position(const Target& target) const {
  for (const store::Position& p : stored_.positions)
    if (p.publisher == target.name && p.identity == target.identity) return &p;
  return nullptr;
}

Status SinkLane::start() {
  std::vector<const Target*> to_finish;
  for (const Target& target : run_.plan.targets) {
    const store::Position* position = stored_position(target);
    if (!position && target.replaces && goes_on(stored_.cursor)) return half_a_walk(target);
    if (Status s = resume(target, position ? position->text : ""); !s) return s;
    if (position && starts_over(stored_.cursor))
      if (Status s = restart(target); !s) return s;
    if (position)
      to_finish.push_back(&target);
    else
      anchored_ = false;
  }
  if (stored_.cursor.walk != store::Walk::complete) return {};
  return committer_.finish_walk(to_finish, stored_.cursor, stored_.figures);
}

// Its place was forgotten, or it is new, in the middle of a walk.
Status SinkLane::half_a_walk(const Target& target) const {
  Status status(SLUICE_E_INVALID,
                "would replace its output with the second half of a walk: it has nothing of the "
                "first. Start the walk over with `sluice state reset " +
                    run_.plan.pipeline + "`");
  return status.in(where(run_.plan, target));
}

Status SinkLane::resume(const Target& target, std::string_view position) {
  Retry retry(run_, jitter_);
  for (;;) {
    Status status = call_component([&](sluice_error* error) {
      const Measured measured(run_.meter(target), nullptr);
      return target.publisher->resume(target.self, slice(position), run_.cancel.stop, error);
    });
    if (status) return status;
    if (Status s = retry.again(status.in(where(run_.plan, target)), run_.meter(target)); !s)
      return s;
  }
}

Status SinkLane::restart(const Target& target) {
  if (!SLUICE_HAS(target.publisher, restart)) return {};
  Retry retry(run_, jitter_);
  for (;;) {
    Status status = call_component([&](sluice_error* error) {
      const Measured measured(run_.meter(target), nullptr);
      return target.publisher->restart(target.self, run_.cancel.stop, error);
    });
    if (status) return status;
    if (Status s = retry.again(status.in(where(run_.plan, target)), run_.meter(target)); !s)
      return s;
  }
}

Status SinkLane::take(Packet packet) {
  report_.retries += packet.retries;
  switch (packet.kind) {
    case Packet::Kind::opened:
      cursor_ = std::move(packet.cursor);
      return {};
    case Packet::Kind::batch:
      return take_page(std::move(packet));
    case Packet::Kind::failed:
      break;
  }
  if (Status s = settle_all(); !s) return s;
  return std::move(packet.status);
}

Status SinkLane::take_page(Packet packet) {
  const sluice_batch* abi = packet.page->abi();
  const bool over = packet.last || packet.paused, paused = packet.paused;
  report_.pages += abi->count || abi->text.size;
  const bool nothing = abi->count == 0 && abi->cursor.size == 0;
  Status status = nothing ? take_nothing(packet) : begin(std::move(packet));
  if (status && over) status = settle_all();
  over_ = over;
  report_.paused = paused;
  return status;
}

Status SinkLane::take_nothing(const Packet& packet) {
  if (Status s = settle_all(); !s) return s;
  if (packet.page->cursor_cleared()) cursor_.text.clear();
  return packet.last || packet.paused ? Status() : committer_.advance(true);
}

// Publishers owe nothing when they are told to flush, so a commit that is due waits for them.
Status SinkLane::begin(Packet packet) {
  while (owed() && (in_hand_.full() || committer_.due(false)))
    if (Status s = settle_oldest(); !s) return s;
  if (!anchored_ && packet.page->abi()->count) {
    if (Status s = committer_.anchor(stored_.figures); !s) return s;
    anchored_ = true;
  }
  return in_hand_.add(std::move(packet)) ? Status() : settle_all();
}

Status SinkLane::settle_all() {
  while (owed())
    if (Status s = settle_oldest(); !s) return s;
  return {};
}

Status SinkLane::settle_oldest() {
  InHand::Entry& oldest = in_hand_.collect_oldest();
  BatchWork& work = oldest.work;
  Status status = work.finish();
  report_.retries += work.retries();
  report_.isolated += work.isolated();
  if (status) {
    settled(oldest);
    in_hand_.drop_oldest();
    if (!owed()) status = committer_.advance(false);
    report_.commits = committer_.commits();
  } else {
    between_batches_ = !work.touched();
    in_hand_.give_up();
  }
  if (run_.observer) run_.observer->progress(report_);
  return status;
}

void SinkLane::settled(InHand::Entry& entry) {
  record::Batch& page = *entry.packet.page;
  count(entry.work, page);
  if (page.cursor_cleared()) cursor_.text.clear();
  if (page.abi()->cursor.size) cursor_.text = view(page.abi()->cursor);
  if (page.events().through) committer_.settle({page.events().source, page.events().through});
  const size_t task_bytes = entry.work.task_bytes();
  committer_.add(cursor_, entry.work.take_tasks(), task_bytes, figures());
}

void SinkLane::count(const BatchWork& work, const record::Batch& page) {
  const Settlement& settlement = work.settlement();
  report_.read += page.origin_count();
  report_.filtered += settlement.filtered_count();
  report_.parked += settlement.parked_count();
  for (size_t t = 0; t < report_.targets.size(); t++) {
    report_.targets[t].delivered += settlement.delivered_to(t);
    report_.targets[t].parked += settlement.refused_by(t);
  }
  report_.largest_batch_bytes = std::max<uint64_t>(report_.largest_batch_bytes, page.memory_used());
  report_.repeat_bound_records = std::max<uint64_t>(
      report_.repeat_bound_records, uint64_t{page.origin_count()} * report_.repeat_bound_batches);
}

void SinkLane::list_remarks() {
  for (const auto& state : states_) {
    if (!state) continue;
    for (const services::Remark& remark : state->remarks())
      report_.remarks.push_back({state->step(), remark.what, remark.example, remark.count});
  }
}

store::Figures SinkLane::figures() const {
  store::Figures f;
  f.started_us = started_us_;
  f.updated_us = run_.clock.unix_us();
  f.read = report_.read;
  f.filtered = report_.filtered;
  f.delivered = report_.delivered();
  f.parked = report_.parked;
  f.pages = report_.pages;
  return f;
}

// After a failure in the middle of a batch some publishers have more than others: what they would
// flush now does not belong to any cursor.
Status SinkLane::close(Status why) {
  if (Status s = settle_all(); !s) why = std::move(s);
  Status committed;
  if (why.ok() && !report_.paused)
    committed = committer_.complete(cursor_, figures());
  else
    committed = between_batches_ ? committer_.finish() : committer_.drain();
  report_.commits = committer_.commits();
  list_remarks();
  report_.walk_complete = why.ok() && committed.ok() && !report_.paused;
  if (committed.ok()) return why;
  if (why.ok() || why.code() == SLUICE_E_CANCELLED) return committed;
  if (!committer_.broken()) run_.note(committed.message());
  return why;
}

}  // namespace sluice::pipeline
