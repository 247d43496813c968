#include "app/wiring/locked_state.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/wiring/state_locks.hpp"
#include "platform/system_clock.hpp"
#include "store/sqlite_backup.hpp"

namespace sluice::app {
namespace {

using store::PipelineState;

// What its steps hold belongs to another place: behind this one they would hold it twice, or lack
// it.
Status refuse_amid_walk(const PipelineState& now, const store::Cursor& cursor) {
  if (!now.holds_records || !cursor.is_amid_walk() || cursor.text == now.cursor.text) return {};
  return {SLUICE_E_INVALID,
          "pipeline " + now.pipeline +
              ": its steps hold records until the end of a walk (core.gather, core.changed with "
              "deletions), so it cannot be put into the middle of one: what they hold would count "
              "twice, or be missing; go back to the end of a walk (sluice state rewind) or start "
              "over (sluice state reset)"};
}

// What was taken or may have been sent behind another cursor does not count any more. REQUIRES: the
// pipeline is locked, so its fence is ours.
Status put_place(store::PipelineStore& store, const PipelineState& place) {
  const auto mark = store.last_commit(place.pipeline);
  if (!mark) return mark.status();
  const auto state = store.load(place.pipeline);
  if (!state) return state.status();
  store::Delta delta;
  delta.cursor = place.cursor;
  delta.positions = place.positions;
  delta.taken = store::TakenSet();
  delta.sent_through = INT64_MAX;
  delta.sent_earlier_over = true;
  delta.holds_records = state->holds_records;
  delta.figures = state->figures;
  delta.figures.updated_us = platform::SystemClock().unix_us();
  return store.commit(place.pipeline, {mark->sequence, mark->fence}, delta);
}

}  // namespace

LockedState::LockedState(StateFolder folder, const services::SecretReferences& secrets)
    : folder_(std::move(folder)),
      secrets_(secrets),
      reads_(store_file(folder_.path), store::SqliteStore::Mode::read_only),
      writes_(store_file(folder_.path)),
      shared_(store_file(folder_.path)),
      leases_(shared_, kChangeLeaseMs) {}

// A run stores none; what a person gave, or an older version stored, may have one.
void LockedState::mark(store::Cursor& cursor) const {
  cursor.text = secrets_.mark(cursor.text);
  cursor.request = secrets_.mark(cursor.request);
}

Result<std::vector<PipelineState>> LockedState::states() {
  auto out = reads_.states();
  if (out)
    for (PipelineState& state : *out) mark(state.cursor);
  return out;
}

Result<std::vector<store::Checkpoint>> LockedState::checkpoints(const std::string& pipeline) {
  auto out = reads_.checkpoints(pipeline);
  if (out)
    for (store::Checkpoint& point : *out) mark(point.cursor);
  return out;
}

// Where there is no store there is nothing to change, and nothing is made.
template <class F>
Result<bool> LockedState::locked(const std::string& pipeline, F&& change) {
  std::error_code error;
  if (!std::filesystem::exists(store_file(folder_.path), error)) return false;
  const auto lock = lock_pipelines(folder_, {pipeline}, leases_);
  if (!lock) return lock.status();
  return change();
}

Result<bool> LockedState::reset(const std::string& pipeline) {
  return locked(pipeline, [&] { return writes_.reset(pipeline); });
}

Result<bool> LockedState::forget_position(const std::string& pipeline,
                                          const std::string& publisher) {
  return locked(pipeline, [&] { return writes_.forget_position(pipeline, publisher); });
}

// REQUIRES: the pipeline is locked.
Result<bool> LockedState::move(const PipelineState& now, int64_t sequence,
                               const store::Cursor& cursor) {
  if (now.sequence != sequence) return false;
  if (Status s = refuse_amid_walk(now, cursor); !s) return s;
  return writes_.put_cursor(now.pipeline, cursor);
}

Result<bool> LockedState::rewind(const std::string& pipeline, int64_t sequence,
                                 int64_t checkpoint) {
  return locked(pipeline, [&]() -> Result<bool> {
    const auto points = writes_.checkpoints(pipeline);
    if (!points) return points.status();
    const auto point =
        std::find_if(points->begin(), points->end(),
                     [&](const store::Checkpoint& one) { return one.sequence == checkpoint; });
    if (point == points->end())
      return Status(SLUICE_E_INVALID, "pipeline " + pipeline + " has no checkpoint of commit " +
                                          std::to_string(checkpoint));
    const auto state = writes_.load(pipeline);
    if (!state) return state.status();
    return move(*state, sequence, point->cursor);
  });
}

Result<bool> LockedState::put_cursor(const std::string& pipeline, int64_t sequence,
                                     const std::string& cursor) {
  return locked(pipeline, [&]() -> Result<bool> {
    const auto state = writes_.load(pipeline);
    if (!state) return state.status();
    store::Cursor put = state->cursor;
    put.text = cursor;
    mark(put);
    put.walk = store::Walk::running;
    return move(*state, sequence, put);
  });
}

Status LockedState::import(const std::vector<PipelineState>& states) {
  std::vector<std::string> pipelines;
  for (const PipelineState& state : states)
    pipelines.push_back(state.pipeline.substr(0, state.pipeline.find('/')));
  const auto locks = lock_pipelines(folder_, pipelines, leases_);
  if (!locks) return locks.status();
  for (const PipelineState& state : states) {
    const auto now = writes_.load(state.pipeline);
    if (!now) return now.status();
    if (Status s = refuse_amid_walk(*now, state.cursor); !s) return s;
  }
  for (PipelineState state : states) {
    mark(state.cursor);
    if (Status s = put_place(writes_, state); !s) return s;
  }
  return {};
}

Status LockedState::back_up(const std::string& file) {
  return store::back_up(store_file(folder_.path), file);
}

}  // namespace sluice::app
