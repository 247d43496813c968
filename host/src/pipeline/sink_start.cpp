// The beginning of a run at its sink lane: where each publisher goes on, and what a new one gets.
#include "pipeline/call.hpp"
#include "pipeline/saved_page.hpp"
#include "pipeline/sink_lane.hpp"

namespace sluice::pipeline {
namespace {

// A walk that left records with the publishers, but no place to go on at.
bool starts_over(const store::Cursor& cursor) {
  return cursor.walk == store::Walk::running && cursor.text.empty();
}

}  // namespace

bool SinkLane::goes_on(const store::Cursor& cursor) {
  return cursor.walk == store::Walk::running && !cursor.text.empty();
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
    if (position && starts_over(stored_.cursor)) {
      if (Status s = restart(target); !s) return s;
      // It may have dropped them.
      if (!position->text.empty()) taken_.forget(target);
    }
    if (position)
      to_finish.push_back(&target);
    else
      tell_new(target), anchored_ = false;
  }
  if (stored_.cursor.walk != store::Walk::complete) return {};
  return committer_.finish_walk(to_finish, stored_.cursor, stored_.figures);
}

// One that comes to a walk that is under way, or was finished with a cursor to go on from.
void SinkLane::tell_new(const Target& target) const {
  const store::Cursor& cursor = stored_.cursor;
  if (cursor.text.empty() || stored_.positions.empty()) return;
  run_.note(where(run_.plan, target) +
            " is new here, or writes to another place than before: it gets what comes after " +
            shown_cursor(run_.plan, cursor.text) +
            ", nothing of what was read before. To give it everything, too: `sluice run CONFIG " +
            run_.plan.pipeline + " --publisher '" + target.name + "'`");
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
    Status status = call_component({run_, target, "resume"}, [&](sluice_error* error) {
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
    Status status = call_component({run_, target, "restart"}, [&](sluice_error* error) {
      const Measured measured(run_.meter(target), nullptr);
      return target.publisher->restart(target.self, run_.cancel.stop, error);
    });
    if (status) return status;
    if (Status s = retry.again(status.in(where(run_.plan, target)), run_.meter(target)); !s)
      return s;
  }
}

}  // namespace sluice::pipeline
