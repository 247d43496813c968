#include "pipeline/sink_lane.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "pipeline/flush_call.hpp"
#include "pipeline/sink_start.hpp"
#include "pipeline/step_remarks.hpp"
#include "pipeline/step_states.hpp"

namespace sluice::pipeline {
namespace {

std::optional<int64_t> first_us_of(const std::vector<store::Task>& tasks) {
  std::optional<int64_t> out;
  for (const store::Task& task : tasks) out = std::min(out.value_or(task.first_us), task.first_us);
  return out;
}

}  // namespace

SinkLane::SinkLane(const RunContext& run, const store::PipelineState& stored, RunReport& report,
                   uint64_t seed)
    : run_(run),
      stored_(stored),
      report_(report),
      jitter_(seed),
      states_(bind_states(run, rows_, stored)),
      left_out_(run.plan),
      chain_(run, run.plan.steps, &left_out_),
      taken_(stored.taken),
      notes_(run.plan, stored.sent),
      delivery_(run, jitter_, taken_, notes_),
      health_(run),
      outgoing_(run),
      tools_{run,     chain_, delivery_, health_,   states_,
             jitter_, notes_, taken_,    outgoing_, left_out_},
      in_flight_(tools_, run.begun_batches, run.plan.ahead_bytes),
      committer_(run, stored, states_, rows_, jitter_),
      held_(run, report, taken_),
      started_us_(run.clock.unix_us()),
      open_tasks_(run, stored),
      taken_stored_(stored.taken.span != 0) {
  for (const Target& target : run.plan.targets) report_.targets.push_back({target.name});
}

SinkLane::~SinkLane() { unbind_states(run_.plan); }

Status SinkLane::start() {
  SinkStart start(run_, stored_, jitter_, taken_);
  if (Status s = start.resume_all(); !s) return note_stopped_by(start.stopped_by()), s;
  anchored_ = !start.has_new();
  if (stored_.cursor.walk != store::Walk::complete) return {};
  return attributed(committer_.finish_walk(start.resumed(), stored_.cursor, stored_.figures));
}

Status SinkLane::take(Packet packet) {
  report_.retries += packet.retries;
  switch (packet.kind) {
    case Packet::Kind::opened:
      cursor_ = std::move(packet.cursor);
      left_out_.resume(cursor_.left_out_at);
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
  const bool walk_over = packet.last && !packet.paused;
  report_.pages += abi->count || abi->text.size;
  const bool nothing = abi->count == 0 && abi->cursor.size == 0;
  Status status = nothing ? take_nothing(packet) : begin(std::move(packet));
  if (status && over) status = settle_all();
  if (status && over) status = decide_doubt();
  if (status && walk_over) status = flush_steps();
  over_ = over;
  report_.paused = paused;
  return status;
}

// In their order: what one gives passes those behind it, which may take it in.
Status SinkLane::flush_steps() {
  if (!holds_records(run_.plan)) return {};
  flushing_ = true;
  Status status = advance(true);  // the place behind the source is stored before anything can fail
  for (size_t i = 0; status && i < run_.plan.steps.size(); i++)
    if (run_.plan.steps[i].flush) status = flush_step(i);
  flushing_ = false;
  return status;
}

// The state that a call leaves is about records of earlier calls, which are settled.
Status SinkLane::flush_step(size_t number) {
  const Step& step = run_.plan.steps[number];
  bool more = true;
  for (bool first = true; more; first = false) {
    Packet packet;
    packet.page = run_.batches.take();
    packet.at = "what " + step.name + " held until the walk's end";
    packet.first_step = number + 1;
    if (left_out_.by(number)) packet.page->abi()->flags |= SLUICE_BATCH_PARTIAL;
    Result<bool> given = call_flush(run_, step, first, *packet.page);
    const auto nobody = [](uint32_t) { return false; };
    if (!given) {
      if (states_[number]) states_[number]->discard();
      return given.status();
    }
    if (states_[number]) states_[number]->keep(nobody, nobody, nobody);
    if (Status s = advance(false); !s) return s;
    more = *given;
    if (packet.page->abi()->count == 0) continue;
    if (run_.plan.watch) run_.plan.watch->flushed(step, *packet.page);
    record::RecordList& made = packet.page->records();
    for (size_t i = 0; i < made.size(); i++) made.set_route(i, step.route.chain);
    if (Status s = take_flushed(std::move(packet)); !s) return s;
  }
  return advance(false);
}

Status SinkLane::take_flushed(Packet packet) {
  if (Status s = begin(std::move(packet)); !s) return s;
  if (Status s = settle_all(); !s) return s;
  return decide_doubt();
}

Status SinkLane::take_nothing(const Packet& packet) {
  if (Status s = settle_all(); !s) return s;
  if (Status s = decide_doubt(); !s) return s;
  move_cursor(packet);
  if (cursor_.walk == store::Walk::read) since_cursor_ = 0;
  return packet.last || packet.paused ? Status() : committer_.advance(true);
}

// To behind this page, which is settled. What steps hold when the source has given everything is
// not read once more: a run that goes on has it from their state. A retry reads its tasks instead.
void SinkLane::move_cursor(const Packet& packet) {
  if (packet.page->cursor_cleared()) cursor_.text.clear();
  if (const auto cursor = packet.page->abi()->cursor; cursor.size) cursor_.text = view(cursor);
  const bool at_end = packet.last && !packet.paused;
  if (at_end && packet.partial) left_out_.note(run_.plan.source.name);
  cursor_.left_out_at = left_out_.at();
  if (at_end && holds_records(run_.plan) && !run_.plan.is_retry) cursor_.walk = store::Walk::read;
}

// Publishers have nothing outstanding when they flush, so a due commit waits for them.
Status SinkLane::begin(Packet packet) {
  while (owed() && (in_flight_.full() || (held_.empty() && committer_.due(false))))
    if (Status s = settle_oldest(); !s) return s;
  if (!anchored_ && packet.page->abi()->count) {
    if (Status s = committer_.anchor(stored_.figures); !s) return s;
    anchored_ = true;
  }
  if (Status s = note_page(*packet.page); !s) return s;
  in_flight_.add(std::move(packet));
  if (Status s = await_note(); !s) return s;
  return in_flight_.begin_newest() ? Status() : settle_all();
}

// Its steps run while the note is written; nothing of the page is sent before it is stored.
Status SinkLane::await_note() {
  if (!notes_.wanted()) return {};
  Status status = committer_.drain();
  if (!status) in_flight_.drop_newest();
  return status;
}

// Together with settled batches, with or without a flush of the publishers: a kill then leaves
// only the current batches open.
Status SinkLane::note_page(record::Batch& page) {
  if (!notes_.wanted()) return {};
  std::vector<store::SentBatch> sent;
  notes_.note(page, sent);
  using Settled = Committer::Settled;
  const std::vector<Target>& targets = run_.plan.targets;
  const bool no_flush =
      std::all_of(targets.begin(), targets.end(), [](const Target& t) { return t.keeps_notes; });
  Settled settled = no_flush ? Settled::without_flush : Settled::with_flush;
  if (!held_.empty() || (owed() && !no_flush)) settled = Settled::left;
  return committer_.submit_sent(std::move(sent), settled);
}

Status SinkLane::settle_all() {
  while (owed())
    if (Status s = settle_oldest(); !s) return s;
  return {};
}

Status SinkLane::settle_oldest() {
  InFlight::Entry& oldest = in_flight_.collect_oldest();
  BatchWork& work = oldest.work;
  Status status = work.finish();
  report_.retries += work.retries();
  report_.isolated += work.isolated();
  if (status) {
    settled(oldest);
    in_flight_.drop_oldest();
    if (held_.enough()) status = decide_doubt();
    if (status && !owed() && !flushing_) status = advance(false);
    report_.commits = committer_.commits();
  } else {
    note_stopped_by(work.stopped_by());
    keep_taken(status);
    in_flight_.give_up();
  }
  if (run_.observer) run_.observer->progress(report_);
  return status;
}

// Of the current batches and of those held, none of which will be committed in this run.
void SinkLane::keep_taken(const Status& why) {
  in_flight_.collect_all();
  for (InFlight::Entry& entry : in_flight_.entries()) entry.work.read_rest(why);
  // If a target took something since, what is held parks.
  if (!health_.in_doubt()) hand_over();
  in_flight_.park_overtaken();
  std::vector<store::Task> tasks;
  uint64_t spanned = since_cursor_ + held_.drop(tasks);
  const auto has_position = [this](const Target& t) { return committer_.has_position(t); };
  for (InFlight::Entry& entry : in_flight_.entries()) {
    may_commit_ = entry.work.keep_taken(has_position) && may_commit_;
    spanned += entry.work.origin_count();
    std::vector<store::Task> own = entry.work.take_tasks();
    // Records that were parked as they came will be parked again.
    std::erase_if(own, [this](const store::Task& t) { return t.step == run_.plan.source.name; });
    std::move(own.begin(), own.end(), std::back_inserter(tasks));
  }
  if (!may_commit_ || (taken_.empty() && !taken_stored_)) return;
  for (InFlight::Entry& entry : in_flight_.entries()) count_taken(report_, entry.work.settlement());
  taken_.cover(spanned, first_us_of(tasks).value_or(run_.clock.unix_us()));
  committer_.add_tasks(std::move(tasks), figures());
  committer_.set_taken(taken_.stored());
}

void SinkLane::settle_taken(const HeldBatch& held) {
  since_cursor_ = held.has_cursor ? 0 : since_cursor_ + held.records;
  if (taken_.empty() && !taken_stored_) return;
  taken_.settle(held.records);
  committer_.set_taken(taken_.stored());
  taken_stored_ = !taken_.empty();
}

void SinkLane::settled(InFlight::Entry& entry) {
  if (held_.empty() && health_.in_doubt()) held_.begin_doubt();
  count(entry);
  held_.add(held_of(entry));
  if (!health_.in_doubt()) return hand_over();
  if (held_.size() == 1) run_.note(health_.doubt_words());
}

HeldBatch SinkLane::held_of(InFlight::Entry& entry) {
  record::Batch& page = *entry.packet.page;
  move_cursor(entry.packet);
  HeldBatch held;
  SettledBatch& batch = held.batch;
  if (page.events().through) batch.events = {page.events().source, page.events().through};
  batch.cursor = cursor_;
  batch.task_bytes = entry.work.task_bytes() + entry.work.waiting_bytes();
  batch.waiting = entry.work.take_waiting();
  for (const store::WaitingRecord& record : batch.waiting)
    waiting_bytes_[record.publisher] += record.bytes();
  batch.tasks = entry.work.take_tasks();
  const bool whole = entry.packet.first_step == 0 && !run_.plan.for_one_target && !run_.plan.watch;
  if (whole) batch.again = entry.work.begin_again();
  batch.deferred = entry.work.take_deferred({batch.tasks, batch.waiting});
  for (const store::DeferredWrites& writes : batch.deferred) batch.task_bytes += bytes_of(writes);
  batch.figures = figures();
  open_tasks_.settle(page, entry.work.settlement(), taken_.since_us(), batch);
  held.records = page.origin_count();
  held.has_cursor = page.abi()->cursor.size != 0 || cursor_.walk == store::Walk::read;
  held.through = entry.work.take_through();
  held.notes = notes_.kept_of(page);
  if (health_.in_doubt()) held.settlement = entry.work.settlement();
  return held;
}

void SinkLane::hand_over() {
  for (HeldBatch& held : held_.release()) {
    settle_taken(held);
    begin_again(held.batch, run_.plan.source.name);
    if (notes_.wanted()) notes_.settle(held.records, held.notes, committer_.next());
    committer_.add(std::move(held.batch));
  }
}

// Nothing that could decide it is waited for.
Status SinkLane::decide_doubt() {
  if (!health_.in_doubt()) return {};
  if (health_.may_park()) {
    health_.settle_doubt();
    hand_over();
    return {};
  }
  Status why = health_.nobody_taken();
  note_stopped_by(&health_.doubtful_target());
  keep_taken(why);
  in_flight_.give_up();
  return why;
}

Status SinkLane::advance(bool idle) {
  return held_.empty() ? attributed(committer_.advance(idle)) : Status();
}

void SinkLane::note_stopped_by(const Target* target) {
  if (target) report_.stopped_by = target->name;
}

// A result of the committer.
Status SinkLane::attributed(Status status) {
  if (!status) note_stopped_by(committer_.stopped_by());
  return status;
}

// A backlog's room is what it may grow by in this walk.
bool SinkLane::has_full_backlog() {
  for (const Target& target : run_.plan.targets) {
    if (!target.waits || waiting_bytes_[target.name] < target.backlog_room) continue;
    report_.full_backlog = target.name;
    return true;
  }
  return false;
}

// Not in the middle of what cannot be resumed: without a cursor the walk would start over.
bool SinkLane::may_interrupt() const {
  return !over_ && in_flight_.empty() && held_.empty() && since_cursor_ == 0;
}

// What a step gave at the walk's end was counted when it was read.
void SinkLane::count(const InFlight::Entry& entry) {
  const record::Batch& page = *entry.packet.page;
  const Settlement& settlement = entry.work.settlement();
  if (entry.packet.first_step == 0) report_.read += page.origin_count();
  report_.filtered += settlement.filtered_count();
  report_.parked += settlement.parked_count();
  count_at_targets(report_, settlement);
  report_.largest_batch_bytes = std::max<uint64_t>(report_.largest_batch_bytes, page.memory_used());
  report_.repeat_bound_records = std::max<uint64_t>(
      report_.repeat_bound_records, uint64_t{page.origin_count()} * report_.repeat_bound_batches);
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

// After a failure in the middle of a batch, what each publisher has finished is stored with
// the cursor. Where that is not known, a flush now would not match any cursor.
Status SinkLane::close(Status why) {
  if (Status s = settle_all(); !s) why = std::move(s);
  // Responses cut off by a stop are no sign that the target is down.
  if (why.code() == SLUICE_E_CANCELLED) {
    health_.settle_doubt();
    hand_over();
  }
  if (Status s = decide_doubt(); !s && why.ok()) why = std::move(s);
  Status committed;
  const bool walk_over = why.ok() && !report_.paused && !report_.interrupted;
  if (notes_.wanted() && (walk_over || may_commit_)) notes_.end(walk_over, committer_.next());
  if (walk_over && taken_stored_) committer_.set_taken({});
  if (walk_over)
    committed = attributed(committer_.complete(cursor_, figures()));
  else
    committed = may_commit_ ? attributed(committer_.finish()) : committer_.drain();
  if (committed.ok() && notes_.wanted() && !walk_over && !may_commit_)
    committed = committer_.end_sent(notes_);
  report_.commits = committer_.commits();
  list_remarks(run_, states_, report_);
  report_.walk_complete = walk_over && committed.ok();
  if (committed.ok()) return why;
  if (why.ok() || why.code() == SLUICE_E_CANCELLED) return committed;
  if (!committer_.broken()) run_.note(committed.message());
  return why;
}

}  // namespace sluice::pipeline
