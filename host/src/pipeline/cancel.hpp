// How a run is stopped from outside. A value; its tokens may be requested on any thread.
#pragma once

#include <functional>

#include "sluice/abi.h"

namespace sluice::pipeline {

// `stop` ends the run: no further page is read, nothing is retried, what publishers have finished
// is committed. Steps and publishers are given `drain`, which is requested with it: they begin
// nothing new and wait only for work under way, for as long as `drain` allows. `abort` is
// given to flush and finish, which a stop needs: it is requested when that time is over.
// `interrupt` requests `stop`: a failing sink wakes a waiting source with it, so parallel
// runs each need a `stop` of their own. The tokens outlive the run.
struct Cancel {
  const sluice_cancel* stop = nullptr;   // null: never
  const sluice_cancel* drain = nullptr;  // null: never
  const sluice_cancel* abort = nullptr;  // null: never
  std::function<void()> interrupt;       // null: the source returns by itself
  // Asked between batches: the run ends where it can be resumed. Null: never.
  std::function<bool()> wants_interruption = {};
};

}  // namespace sluice::pipeline
