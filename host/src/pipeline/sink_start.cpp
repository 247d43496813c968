#include "pipeline/sink_start.hpp"

#include "pipeline/call.hpp"
#include "pipeline/saved_page.hpp"

namespace sluice::pipeline {
namespace {

// A walk that left records with the publishers, but no resume point.
bool starts_over(const store::Cursor& cursor) {
  return cursor.walk == store::Walk::running && cursor.text.empty();
}

}  // namespace

bool goes_on(const store::Cursor& cursor) {
  return cursor.walk == store::Walk::read ||
         (cursor.walk == store::Walk::running && !cursor.text.empty());
}

const store::Position* SinkStart::stored_position(const Target& target) const {
  for (const store::Position& p : stored_.positions)
    if (p.publisher == target.name && p.identity == target.identity) return &p;
  return nullptr;
}

Status SinkStart::resume_all() {
  for (const Target& target : run_.plan.targets)
    if (Status s = target.waits ? Status() : resume(target); !s) return stopped_by_ = &target, s;
  return {};
}

Status SinkStart::resume(const Target& target) {
  const store::Position* position = stored_position(target);
  if (!position && target.replaces && goes_on(stored_.cursor)) return half_a_walk(target);
  if (Status s = resume(target, position ? position->text : ""); !s) return s;
  has_new_ |= !position;
  if (!position) return tell_new(target), Status();
  resumed_.push_back(&target);
  if (!starts_over(stored_.cursor)) return {};
  if (Status s = restart(target); !s) return s;
  // It may have dropped them.
  if (!position->text.empty()) taken_.forget(target);
  return {};
}

// A target that is new to a walk under way, or to one that finished with a cursor.
void SinkStart::tell_new(const Target& target) const {
  const store::Cursor& cursor = stored_.cursor;
  if (cursor.text.empty() || stored_.positions.empty() || target.of_hooks) return;
  run_.note(where(run_.plan, target) +
            " is new here, or writes to another place than before: it gets what comes after " +
            shown_cursor(run_.plan, cursor.text) +
            ", nothing of what was read before. To give it everything, too: `sluice run CONFIG " +
            run_.plan.pipeline + " --publisher '" + target.name + "'`");
}

// In the middle of a walk, the target is new or its position was reset.
Status SinkStart::half_a_walk(const Target& target) const {
  Status status(SLUICE_E_INVALID,
                "would replace its output with the second half of a walk: it has nothing of the "
                "first. Start the walk over with `sluice state reset " +
                    run_.plan.pipeline + "`");
  return status.in(where(run_.plan, target));
}

Status SinkStart::resume(const Target& target, std::string_view position) {
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

Status SinkStart::restart(const Target& target) {
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
