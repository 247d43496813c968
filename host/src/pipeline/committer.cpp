#include "pipeline/committer.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "pipeline/call.hpp"

namespace sluice::pipeline {

Committer::Committer(const RunContext& run, const store::PipelineState& stored,
                     const std::vector<std::unique_ptr<StepState>>& states, RunRows& rows,
                     base::Jitter& jitter)
    : run_(run),
      states_(states),
      rows_(rows),
      jitter_(jitter),
      thread_(run, stored.sequence),
      positions_(stored.positions),
      figures_(stored.figures) {}

Status Committer::anchor(const store::Figures& figures) {
  pending_.figures = figures;
  return commit_now(false);
}

void Committer::add(SettledBatch batch) {
  if (pending_batches_++ == 0) pending_since_ms_ = run_.clock.steady_ms();
  pending_.cursor = std::move(batch.cursor);
  pending_.figures = batch.figures;
  pending_bytes_ += batch.task_bytes;
  if (batch.events) pending_.events = std::move(batch.events);
  for (store::DeferredWrites& writes : batch.deferred) {
    for (size_t& task : writes.tasks) task += pending_.tasks.size();
    for (size_t& record : writes.waiting) record += pending_.waiting.size();
    pending_.deferred.push_back(std::move(writes));
  }
  std::move(batch.tasks.begin(), batch.tasks.end(), std::back_inserter(pending_.tasks));
  std::move(batch.waiting.begin(), batch.waiting.end(), std::back_inserter(pending_.waiting));
  std::move(batch.got_through.begin(), batch.got_through.end(),
            std::back_inserter(pending_.got_through));
}

void Committer::add_tasks(std::vector<store::Task> tasks, const store::Figures& figures) {
  pending_.figures = figures;
  std::move(tasks.begin(), tasks.end(), std::back_inserter(pending_.tasks));
}

bool Committer::has_position(const Target& target) const {
  return std::any_of(positions_.begin(), positions_.end(), [&](const store::Position& p) {
    return p.publisher == target.name && !p.text.empty();
  });
}

size_t Committer::kept_bytes() const {
  size_t bytes = pending_bytes_ + rows_.kept_bytes();
  for (const auto& state : states_)
    if (state) bytes += state->kept_bytes();
  return bytes;
}

// Half of the bound for waiting batches, half for those under way: neither waits for the other as
// long as the store keeps up.
bool Committer::full() const {
  const size_t half = std::max<size_t>(1, run_.plan.commit.max_batches / 2);
  return pending_batches_ >= half || kept_bytes() >= run_.plan.commit.max_bytes;
}

bool Committer::due(bool idle) const {
  return pending_batches_ && (idle || full() || ms_to_due() == 0);
}

int64_t Committer::ms_to_due() const {
  const int64_t interval = run_.plan.commit.interval_ms;
  if (!pending_batches_) return interval;
  return std::clamp<int64_t>(pending_since_ms_ + interval - run_.clock.steady_ms(), 0, interval);
}

Status Committer::advance(bool idle) {
  if (under_way_)
    if (auto result = thread_.collect())
      if (Status s = note_result(std::move(*result)); !s) return s;
  if (!due(idle)) return {};
  if (under_way_) {
    if (!full()) return {};
    if (Status s = drain(); !s) return s;
  }
  if (Status s = submit(false); !s) return s;
  return under_way_batches_ >= std::max<size_t>(1, run_.plan.commit.max_batches) ? drain()
                                                                                 : Status();
}

Status Committer::submit(bool last, bool flushed) {
  if (broken()) return broken_;
  if (flushed)
    if (Status s = flush(last); !s) return s;
  drop_overwritten(pending_.deferred, states_, rows_);
  for (const auto& state : states_)
    if (state) state->take(pending_.state);
  rows_.take(pending_.rows);
  if (const auto& keep = run_.plan.keep)
    pending_.kept = {keep->bytes, run_.clock.unix_us() - keep->age_ms * 1000};
  under_way_batches_ = std::exchange(pending_batches_, 0);
  pending_bytes_ = 0;
  if (flushed) positions_ = pending_.positions;
  figures_ = pending_.figures;
  hand_over(std::exchange(pending_, {}));
  return {};
}

// REQUIRES: no commit is under way or has failed.
void Committer::hand_over(store::Delta delta) {
  delta.holds_records = holds_records(run_.plan);
  under_way_ = true;
  thread_.submit(std::move(delta));
}

void Committer::submit_alone(store::Delta delta) {
  delta.figures = figures_;
  hand_over(std::move(delta));
}

Status Committer::submit_sent(std::vector<store::SentBatch> sent, Settled settled) {
  if (Status s = drain(); !s) return s;
  if (broken()) return broken_;
  if (settled == Settled::left || !pending_batches_) {
    store::Delta delta;
    delta.sent = std::move(sent);
    submit_alone(std::move(delta));
    return {};
  }
  std::move(sent.begin(), sent.end(), std::back_inserter(pending_.sent));
  return submit(false, settled == Settled::with_flush);
}

Status Committer::end_sent(SentNotes& notes) {
  if (Status s = drain(); !s) return s;
  if (broken()) return broken_;
  store::Delta delta;
  notes.end(false, delta);
  submit_alone(std::move(delta));
  return drain();
}

// All publishers are at the same batch here, so cursor and positions belong together.
Status Committer::flush(bool last) {
  pending_.positions.clear();
  for (const Target& target : run_.plan.targets) {
    if (target.waits) continue;
    Retry retry(run_, jitter_);
    for (;;) {
      TextSink position;
      Status status = call_component({run_, target, "flush"}, [&](sluice_error* error) {
        const Measured measured(run_.flush_meter(target), nullptr);
        return target.publisher->flush(target.self, last, position.abi(), run_.cancel.abort, error);
      });
      if (status) {
        if (Status s = check_place("its position", position.text().size()); !s)
          return s.in(where(run_.plan, target));
        pending_.positions.push_back({target.name, target.identity, position.text()});
        break;
      }
      if (Status s = retry.again(status.in(where(run_.plan, target)), run_.flush_meter(target)); !s)
        return stopped_by_ = &target, s;
    }
  }
  return {};
}

Status Committer::note_result(Status result) {
  under_way_ = false;
  under_way_batches_ = 0;
  if (!result) return broken_ = result.in("pipeline " + run_.plan.pipeline);
  commits_++;
  for (const auto& state : states_)
    if (state) state->committed();
  rows_.committed();
  return {};
}

Status Committer::drain() {
  if (!under_way_) return {};
  const measure::Waiting waiting(measure::Wait::commit);
  return note_result(thread_.wait());
}

Status Committer::commit_now(bool last) {
  if (Status s = drain(); !s) return s;
  if (Status s = submit(last); !s) return s;
  return drain();
}

Status Committer::finish() {
  const bool anything =
      pending_batches_ || pending_.taken || !pending_.tasks.empty() || pending_.sent_through;
  return anything ? commit_now(false) : drain();
}

Status Committer::complete(store::Cursor cursor, const store::Figures& figures) {
  std::vector<const Target*> to_finish;
  for (const Target& target : run_.plan.targets)
    if (SLUICE_HAS(target.publisher, finish) && !target.waits) to_finish.push_back(&target);
  cursor.walk = to_finish.empty() ? store::Walk::finished : store::Walk::complete;
  pending_.cursor = cursor;
  pending_.figures = figures;
  if (Status s = commit_now(true); !s) return s;
  return to_finish.empty() ? Status() : finish_walk(to_finish, std::move(cursor), figures);
}

Status Committer::finish_walk(const std::vector<const Target*>& targets, store::Cursor cursor,
                              const store::Figures& figures) {
  for (const Target* target : targets)
    if (Status s = finish_target(*target); !s) return s;
  cursor.walk = store::Walk::finished;
  store::Delta delta;
  delta.cursor = std::move(cursor);
  delta.figures = figures;
  hand_over(std::move(delta));
  return drain();
}

Status Committer::finish_target(const Target& target) {
  if (!SLUICE_HAS(target.publisher, finish)) return {};
  Retry retry(run_, jitter_);
  for (;;) {
    Status status = call_component({run_, target, "finish"}, [&](sluice_error* error) {
      const Measured measured(run_.flush_meter(target), nullptr);
      return target.publisher->finish(target.self, run_.cancel.abort, error);
    });
    if (status) return status;
    if (Status s = retry.again(status.in(where(run_.plan, target)), run_.flush_meter(target)); !s)
      return stopped_by_ = &target, s;
  }
}

}  // namespace sluice::pipeline
