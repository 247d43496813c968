// What a host stores between runs, behind one atomic commit. Independent of SQLite and of
// the number of processes: a queue's state store can implement it, too. Every function is [any]: an
// implementation serialises what it must; `commit` is called from a pipeline's store thread while
// its sink lane may be in `read_state`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::store {

// State of a walk. `complete`: every record is settled and that is recorded, but the
// publishers' `finish` may not have run; it is repeated at the next start.
enum class Walk { none = 0, running = 1, complete = 2, finished = 3 };

// A pipeline's resume point and what it belongs to.
struct Cursor {
  std::string text;         // the subscriber's own; empty: from the beginning
  std::string fingerprint;  // of subscriber, its identity and the resolved request
  std::string configured;   // of the request and request transformers as configured
  std::string request;      // the resolved request, reused when the walk is resumed
  Walk walk = Walk::none;
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

// A record that could not be delivered. Keyed by pipeline, step, origin and part; the same key
// again is the same task with one more attempt.
struct Task {
  int64_t id = 0;          // given by the store
  std::string pipeline;    // empty: that of the commit
  std::string step;        // "transformers[1] (core.map)", "publishers[0] (file.publisher)"
  std::string origin;      // of the record as it was read: hash of its source text
  uint32_t part = 0;       // which of the origin's failing descendants at that step
  std::string record_key;  // the record's ordering key, may be empty
  std::string source;      // text as it arrived, secrets redacted
  std::string value;       // JSON of the record as the failing step left it, redacted
  sluice_status code = SLUICE_OK;
  int32_t remote_code = 0;
  std::string message;
  int64_t first_us = 0;  // UTC
  int64_t last_us = 0;
  uint32_t attempts = 1;
  bool in_doubt = false;  // not stored: whether it parks at all is still open
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

struct PipelineState {
  std::string pipeline;
  int64_t sequence = 0;  // of the last commit; 0: nothing is stored
  Cursor cursor;
  std::vector<Position> positions;
  Figures figures;
  TakenSet taken;
  std::vector<SentBatch> sent;  // of batches that are not settled; set by load only
};

// Events of an inbox that are settled (see inbox_store.hpp): those of `source` up to `through`.
struct SettledEvents {
  std::string source;
  int64_t through = 0;
};

// The changes of one commit. A missing cursor leaves the stored one, and so does a missing set of
// taken records; positions not named stay.
struct Delta {
  std::optional<Cursor> cursor;
  std::vector<Position> positions;
  std::vector<StateWrite> state;  // in order; the last write of a key wins
  std::vector<Task> tasks;
  std::optional<SettledEvents> events;  // deleted from the pipeline's inbox
  std::optional<TakenSet> taken;        // instead of the stored one
  std::vector<SentBatch> sent;          // one with the same publisher and number is replaced
  int64_t sent_through = 0;             // then those numbered 1 to this are dropped
  bool sent_earlier_over = false;       // and those numbered 0
  // A pipeline that takes over the positions, if it has committed before; everything else of this
  // one is deleted, as by reset(). Empty: none.
  std::string hand_over_to;
  Figures figures;
};

class Store {
 public:
  virtual ~Store() = default;

  // Sequence 0 and nothing else for a pipeline that never committed.
  virtual Result<PipelineState> load(std::string_view pipeline) = 0;

  // All of `delta` or nothing. Refused with E_INVALID if the stored sequence is not
  // `expected_sequence` (someone else committed or reset); on success it is one more.
  virtual Status commit(std::string_view pipeline, int64_t expected_sequence,
                        const Delta& delta) = 0;

  // A committed value of a transformer's state, or nothing.
  virtual Result<std::optional<std::string>> read_state(std::string_view pipeline,
                                                        std::string_view step,
                                                        std::string_view key) = 0;

  // Tasks by id, without source and value; of every pipeline if `pipeline` is empty.
  virtual Result<std::vector<Task>> tasks(std::string_view pipeline) = 0;
  virtual Result<std::optional<Task>> task(int64_t id) = 0;

  // Deletes cursor, positions, taken and sent records, transformer state, figures and the memory of
  // earlier events. Tasks and an inbox's events stay: they are not delivered. False if there was
  // nothing.
  virtual Result<bool> reset(std::string_view pipeline) = 0;

  // Of all pipelines that ever committed, by name.
  virtual Result<std::vector<PipelineState>> states() = 0;
};

}  // namespace sluice::store
