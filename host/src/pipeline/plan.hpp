// What a run of one pipeline consists of: components by their C tables, limits and settings. The
// plan borrows every component; it depends neither on the loader nor on the configuration, so tests
// run tables of their own. A value, read by both lanes during a run; constant then.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/backlog_settings.hpp"
#include "base/keep_settings.hpp"
#include "base/retry_rules.hpp"
#include "base/step_settings.hpp"
#include "pipeline/step_watch.hpp"
#include "record/limits.hpp"
#include "record/page_pool.hpp"
#include "services/state_access.hpp"
#include "sluice/abi.h"
#include "sluice/ext/committed.h"
#include "sluice/ext/flush.h"

namespace sluice::pipeline {

// Names are for people and for the task store: "subscriber (lightspeedhq.subscriber)",
// "transformers[1] (core.map)", "publishers[0] (file.publisher)", and of a target's own steps
// "outgoing.books.transformers[0] (core.map)".
struct Source {
  std::string name = "subscriber";
  std::string id;  // "lightspeedhq.subscriber": part of the cursor's fingerprint
  void* self = nullptr;
  const sluice_subscriber* subscriber = nullptr;
  const sluice_committed* committed = nullptr;  // null: it need not know of commits
};

class StepRules;
class Switch;

// One of the two tables is set, or `chooses`.
struct Step {
  std::string name;
  std::string pointer = {};  // of its section in the configuration, for who edits it
  void* self = nullptr;
  const sluice_transformer* transformer = nullptr;
  const sluice_text_transformer* text_transformer = nullptr;
  // Gives the component's host its state (Instance::set_state), and null when the run is over.
  std::function<void(services::StateAccess*)> bind_state;  // empty: it has none
  std::vector<std::string> puts = {};                      // tables of which it puts rows
  std::string settings;        // of request transformers: id and configuration, fingerprinted
  bool sets_order = false;     // it gives records their `order`
  bool is_where = false;       // it says which records a target gets
  StepRules* rules = nullptr;  // its settings of the host; null: it has none
  base::StepRoute route = {};  // of records on other chains it sees nothing
  Switch* chooses = nullptr;   // it sends records into chains; null: it does not
  const sluice_flush* flush = nullptr;  // null: it gives nothing at the walk's end
};

struct Target {
  std::string name;
  // What its positions belong to (component id and where it writes). Changed: a new position.
  std::string identity;
  void* self = nullptr;
  const sluice_publisher* publisher = nullptr;
  // Its output replaces that of the last walk: half a walk would be worse than none.
  bool replaces = false;
  bool keeps_notes = false;  // of records before it gets them: sluice_publisher.recover
  // Its own, after the plan's: it gets what they make of a copy that no other target sees.
  std::vector<Step> steps = {};
  // Hooks: run over a document for each record that it accepted, or refused.
  std::vector<Step> on_success = {}, on_error = {};
  std::string then = {};  // name of the target that gets what on_success leaves; empty: none
  bool of_hooks = false;  // it is such a target, and gets no other records
  bool keyed = false;     // its publisher asks for the records' keys (sluice.record_keys/1)
  // Nothing: the run stops while it is down.
  std::optional<base::BacklogSettings> backlog = {};
  // It is down: in this walk it is not called, and its records are added to its backlog.
  bool waits = false;
  uint64_t backlog_room = UINT64_MAX;          // bytes that may be added to it in this walk
  std::optional<base::RetryRules> retry = {};  // its own; none: the plan's

  bool has_hooks() const { return !on_success.empty() || !on_error.empty() || !then.empty(); }
  // Its own steps, then those of its hooks.
  std::vector<const Step*> all_own() const {
    std::vector<const Step*> out;
    for (const auto* list : {&steps, &on_success, &on_error})
      for (const Step& step : *list) out.push_back(&step);
    return out;
  }
  // A task of this step is of a record that did not get through here.
  bool has(std::string_view step) const {
    const auto is_it = [step](const Step& own) { return own.name == step; };
    return name == step || std::any_of(steps.begin(), steps.end(), is_it);
  }
  // A task of this step is of a record that got through here, before one of the hooks failed.
  bool has_hook(std::string_view step) const {
    const auto is_it = [step](const Step& own) { return own.name == step; };
    return std::any_of(on_success.begin(), on_success.end(), is_it);
  }
};

// It can work on several batches.
inline bool works_ahead(const Target& target) {
  return SLUICE_HAS(target.publisher, begin) && SLUICE_HAS(target.publisher, settle);
}

// What stands for a record as it was read in keys of what was made of it, by its source text.
using OriginName = std::function<std::string(std::string_view)>;

// A commit is due when the first of these is reached, or when the source has nothing.
struct CommitSettings {
  int64_t interval_ms = 200;
  size_t max_batches = 64;              // published and not yet committed; the repeat bound
  size_t max_bytes = size_t{32} << 20;  // of parked tasks and transformer state not yet committed
};

struct Plan {
  std::string pipeline;
  Source source;
  std::string request = "{}";       // as configured: {path, query, payload}
  std::vector<Step> request_steps;  // run over the request once per walk
  std::vector<Step> steps;
  std::vector<Target> targets;
  record::Limits limits;  // of every batch; batch_memory times batches is the memory bound
  CommitSettings commit;
  base::RetryRules retry;               // attempts that a component made by itself count
  int64_t longest_told_ms = 3'600'000;  // longest requested wait; longer ones fail
  // Records in a row that one place may park before the run stops: see ParkStreak. 0: no limit.
  uint64_t park_limit = 100;
  // On each lane's thread before its work, with the run's drain token; may be empty.
  std::function<void(const sluice_cancel* drain)> begin_lane;
  unsigned lanes = 0;        // 1, 2, or 0: two where there is a second core
  size_t queue_batches = 2;  // between two lanes
  // With two lanes no further page is read while the batches read before hold more than this: a few
  // batches may be as large as `limits` allows, many small ones may be under way.
  size_t ahead_bytes = size_t{32} << 20;
  // With two lanes, a publisher that works ahead may have this many batches without outcomes, of
  // `ahead_bytes` at most.
  size_t begun_batches = 8;
  bool profile = false;               // measure where the time goes
  StepWatch* watch = nullptr;         // sees each step of one lane; null: nobody does
  record::PagePool* pages = nullptr;  // source of page buffers; null: the run has its own
  bool is_retry = false;              // of tasks: it begins no walk, and its end is none's
  bool for_one_target = false;        // others have its records
  int64_t fence = 0;                  // of the lease to run the pipeline; 0: there are no leases
  std::optional<base::KeepSettings> keep;  // nothing: it is not kept
  OriginName origin_name;                  // empty: the text's hash
  // Of a record that gets through, by its source text: the origin of its own tasks, which stay, as
  // it was read for other targets, too. Empty: they are over.
  OriginName task_origin;
  std::string state_folder;  // where an unreadable page is saved; empty: nowhere
  std::function<std::string(std::string_view)> redact;  // before anything is stored; may be empty
  std::function<std::string(std::string_view)> redact_beginning;  // of a text that was cut
  // Secrets in a cursor or its request, before it is stored, and behind a load. May be empty.
  std::function<std::string(std::string_view)> mark_secrets;
  std::function<Result<std::string>(std::string_view)> put_secrets_back;
  // Before a text is digested: another value of a secret gives the same digest. May be empty.
  std::function<std::string(std::string_view)> mark_for_digest;
};

// Those that records pass: the plan's, then each target's own with its hooks'.
inline std::vector<const Step*> all_steps(const Plan& plan) {
  std::vector<const Step*> out;
  for (const Step& step : plan.steps) out.push_back(&step);
  for (const Target& target : plan.targets)
    for (const Step* step : target.all_own()) out.push_back(step);
  return out;
}

inline bool has_hooks(const Plan& plan) {
  return std::any_of(plan.targets.begin(), plan.targets.end(),
                     [](const Target& target) { return target.has_hooks(); });
}

inline bool sets_order(const std::vector<const Step*>& steps) {
  return std::any_of(steps.begin(), steps.end(), [](const Step* step) { return step->sets_order; });
}

// It gives records at the walk's end, which it has held until then.
inline bool holds_records(const Plan& plan) {
  return std::any_of(plan.steps.begin(), plan.steps.end(),
                     [](const Step& step) { return step.flush != nullptr; });
}

inline bool has_own_steps(const Plan& plan) {
  return std::any_of(plan.targets.begin(), plan.targets.end(),
                     [](const Target& target) { return !target.steps.empty(); });
}

}  // namespace sluice::pipeline
