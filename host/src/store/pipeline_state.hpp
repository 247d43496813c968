// What is stored of a pipeline, and the changes of one commit. Values; no thread rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/backlog.hpp"
#include "store/task.hpp"

namespace sluice::store {

// State of a walk. `read`: what the source gave is settled, but steps may not have given all that
// they held. `complete`: every record is settled and that is recorded, but the publishers' `finish`
// may not have run. Each goes on there at the next start.
enum class Walk { none = 0, running = 1, complete = 2, finished = 3, read = 4 };
inline constexpr Walk kWalks[] = {Walk::none, Walk::running, Walk::complete, Walk::finished,
                                  Walk::read};

// A pipeline's resume point and what it belongs to.
struct Cursor {
  std::string text;         // the subscriber's own; empty: from the beginning
  std::string fingerprint;  // of subscriber, its identity and the resolved request
  std::string configured;   // of the request and request transformers as configured
  std::string request;      // the resolved request, reused when the walk is resumed
  Walk walk = Walk::none;
  // The first step at which this walk left out a record, the source if that did; empty: none.
  std::string left_out_at = {};

  bool is_amid_walk() const { return walk == Walk::running && !text.empty(); }
};

// What a publisher has durably accepted. Another `identity` is another target: it starts afresh.
struct Position {
  std::string publisher;
  std::string identity;
  std::string text;
};

// A record of a batch that is not settled yet, and that a publisher has finished: it accepted it,
// or the record is parked for it.
struct TakenRecord {
  std::string publisher;
  std::string identity;  // as of a position
  std::string record;    // what identifies it (pipeline/taken.hpp)
  uint64_t times = 1;    // so many equal ones
};

// The accepted records that a run which ended in the middle of a batch leaves to the next one.
struct TakenSet {
  uint64_t span = 0;  // it covers this many records after the cursor; 0: nothing
  std::vector<TakenRecord> records;
  int64_t since_us = 0;  // tasks that failed first then or later may be of these records
};

// A batch that a publisher was about to get: a killed run may have published it although
// nothing says so. `notes` is the engine's (pipeline/sent_notes.hpp).
struct SentBatch {
  std::string publisher;
  std::string identity;
  int64_t number = 0;  // of the batch; 0: what is left of earlier runs
  std::string notes;
};

// One write of a transformer's own state. No value: the key is removed.
struct StateWrite {
  std::string step;
  std::string key;
  std::optional<std::string> value;
};

// One row that a run puts into a table that is kept in the store. No value: it is removed.
struct TableWrite {
  std::string table;
  std::string key;
  std::optional<std::string> value;  // JSON
  int64_t expires_us = 0;            // UTC; 0: never
};

// A write that counts only once its record is delivered: of a step's own state, or a row of a
// table.
struct DeferredWrite {
  std::string table;  // empty: it is the step's own state
  std::string key;
  std::optional<std::string> value;  // nothing: the key or row is removed
  int64_t expires_us = 0;            // of a row, UTC; 0: never
  uint64_t number = 0;               // in the order in which a run's steps wrote; not stored
  std::string list = {};  // of own state: what it joins instead of `key` (sluice/ext/state.h)
};

// What one step wrote for a record that parked. It counts once none of the tasks is open any more,
// unless one of its keys is written before; what joins a list has none. Own state also counts if
// the tasks are skipped, rows only if something was delivered.
struct DeferredWrites {
  std::string step;
  std::vector<DeferredWrite> writes;
  bool delivered = false;          // something of the record was
  std::vector<size_t> tasks = {};  // of the same commit: places in Delta::tasks
  // Places in Delta::waiting: it counts at once, and is undone if these are given up; if one parks,
  // it counts with its task. Either these or tasks.
  std::vector<size_t> waiting = {};
};

// A record of a backlog that parked.
struct ParkedWaiting {
  std::string publisher;
  int64_t number = 0;
  size_t task = 0;  // of the same commit: its place in Delta::tasks
};

// Of one run; a commit replaces the figures of the commit before.
struct Figures {
  int64_t started_us = 0;
  int64_t updated_us = 0;
  uint64_t read = 0;
  uint64_t filtered = 0;
  uint64_t delivered = 0;  // over all publishers
  uint64_t parked = 0;
  uint64_t pages = 0;
};

// A record of an order (order_by) has a task at this step.
struct OpenOrder {
  uint32_t order = 0;
  std::string step;
};

struct PipelineState {
  std::string pipeline;
  int64_t sequence = 0;  // of the last commit; 0: nothing is stored
  Cursor cursor;
  std::vector<Position> positions;
  Figures figures;
  TakenSet taken;
  std::vector<SentBatch> sent;  // of batches that are not settled; set by load only
  // Of records with tasks that are neither done nor superseded; set by load only.
  std::vector<std::string> parked_keys;
  std::vector<OpenOrder> open_orders;
  // Its steps hold records until the end of a walk, so a place amid one is none to go back to.
  bool holds_records = false;
};

// A resume point of the past that a pipeline can be put back to.
struct Checkpoint {
  int64_t sequence = 0;  // of the commit that stored it
  int64_t time_us = 0;
  uint64_t read = 0;  // records of that run so far
  Cursor cursor;
};

// The tasks of a retry that a commit settles: those of one step, with the retry, numbered up to
// `through`. They are done, unless the same commit says that they failed again.
struct RetriedTasks {
  std::string step;
  bool from_start = false;  // those of which only the source is there, or only the others
  int64_t through = 0;
  std::vector<std::string> reaches = {};  // steps that it goes through, or that are before
};

// A record that got through: older tasks of the pipeline with its key are superseded, those with
// its order at this step are overtaken. Either may be missing.
struct GotThrough {
  std::string key = {};
  uint32_t order = 0;
  std::string step = {};
  uint64_t reading = 0;   // its place among the records of the run
  int64_t before_us = 0;  // only what was read before; 0: all that the store has is older
  // As of a task. An earlier run was done with this one: it may have parked it, so that one's own
  // tasks stay. Empty: it came through now.
  std::string origin = {};
  // Whenever their tasks came: origins of records that an earlier run was done with, before this
  // one.
  std::vector<std::string> also = {};
};

// Events of an inbox that are settled (see inbox_store.hpp): those of `source` up to `through`.
struct SettledEvents {
  std::string source;
  int64_t through = 0;
};

// How much of delivered records is kept (Task::is_kept): the oldest beyond it are deleted.
struct KeptBounds {
  uint64_t bytes = 0;     // of their texts
  int64_t before_us = 0;  // those last delivered before
};

// The changes of one commit. A missing cursor leaves the stored one, and so does a missing set of
// taken records; positions not named stay.
struct Delta {
  std::optional<Cursor> cursor;
  std::vector<Position> positions;
  std::vector<StateWrite> state;  // in order; the last write of a key wins
  std::vector<TableWrite> rows;   // the same
  std::vector<Task> tasks;
  std::vector<DeferredWrites> deferred;  // made after `state` and `rows`
  std::optional<SettledEvents> events;   // deleted from the pipeline's inbox
  std::optional<TakenSet> taken;         // instead of the stored one
  std::vector<SentBatch> sent;           // one with the same publisher and number is replaced
  int64_t sent_through = 0;              // then those numbered 1 to this are dropped
  bool sent_earlier_over = false;        // and those numbered 0
  // A pipeline that takes over the positions, if it has committed before; everything else of this
  // one is deleted, as by reset(). Empty: none.
  std::string hand_over_to;
  // A retry has an entry of its own beside a pipeline, whose positions, state and tasks it changes.
  // Empty: it changes its own.
  std::string owner;
  std::optional<RetriedTasks> retried;
  bool leaves_nothing = false;            // after this commit its entry is deleted
  std::vector<WaitingRecord> waiting;     // added to the backlogs of their publishers, in order
  std::optional<DrainedRecords> drained;  // deleted from the owner's backlog
  std::vector<ParkedWaiting> parked_waiting;
  std::vector<GotThrough> got_through;
  std::optional<KeptBounds> kept;  // nothing: they stay
  // Steps hold records of the walk, so it can only be gone back to as a whole.
  bool holds_records = false;
  Figures figures;
};

}  // namespace sluice::store
