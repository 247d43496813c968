// Offers a batch to one publisher until each of its records is accepted or refused: after a
// transient failure it offers them again, later; a record's failure is reported to the caller, who
// parks it; a failure of the system ends the batch. Sink lane.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/decision.hpp"
#include "pipeline/retry_round.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/sent_notes.hpp"
#include "pipeline/taken.hpp"
#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

// A record that did not get through at one publisher.
struct Refused {
  size_t index;
  Status why;
  std::string at = {};  // name of the target's own step that failed; empty: the publisher did
};

// What a remote system was asked and answered of a record; texts are in the batch.
struct Answered {
  int32_t status = 0;
  sluice_slice request = {}, payload = {}, response = {};
};

// A record that was not offered, because the target is down.
struct Waits {
  size_t index;
  bool maybe_sent;  // by an earlier run
};

// What became of a batch's records at one publisher, by index.
struct PublishResult {
  std::vector<size_t> before;  // finished in an earlier run: not offered
  std::vector<size_t> taken;
  std::vector<Refused> refused;
  std::vector<size_t> filtered;  // by its own steps
  // Of records that were refused; if somebody wants them, of those that were taken, too.
  std::map<size_t, Answered> answers;
  // A killed run may have published them, which cannot be found out: they park.
  std::vector<std::pair<size_t, Status>> lost;
  std::vector<Waits> waiting;  // of a target that is down
  uint64_t retries = 0;
  size_t doubts = 0;  // of those refused: the target may be down, and accepted none since
  Status doubt;       // the last one's
  // A call failed as a whole: which other records it accepted is unknown.
  bool unknown = false;
};

// A batch that a publisher works on while the next one is made. Stays in place.
struct PendingPublish {
  std::vector<sluice_outcome> outcomes;  // of all its records, the publisher's to fill
  bool under_way = false;
  Status status;  // of begin, then of settle
};

class Delivery {
 public:
  // All of it outlives it.
  Delivery(const RunContext& run, base::Jitter& jitter, const Taken& taken, const SentNotes& notes)
      : run_(run), jitter_(jitter), taken_(taken), notes_(notes) {}

  // `target` starts with the live records. REQUIRES: it works ahead. While anything is under way,
  // only begin and settle are called.
  void begin(const Target& target, record::Batch& batch, PendingPublish& pending);
  // Their outcomes are available. Batches settle in the order they were pending.
  void settle(const Target& target, record::Batch& batch, PendingPublish& pending,
              const sluice_cancel* cancel);
  // Nothing of it has to be offered again.
  static bool is_over(const PendingPublish& pending);

  // Reads the outcomes of a batch that will not be offered again, as they are. REQUIRES: it
  // was settled.
  void read_pending(const Target& target, record::Batch& batch, PendingPublish& pending,
                    PublishResult& published);

  // The live records of the batch, in order, except those the target had finished before;
  // `published` has what its own steps filtered and failed. The
  // decision is never `again`: it has waited already. `pending`, if any: the result of the first
  // round. REQUIRES: nothing is under way, unless that is over. `published` is right whatever the
  // decision is.
  Decision offer(const Target& target, record::Batch& batch, PendingPublish* pending,
                 PublishResult& published);
  // The same for live records that it was offered before in this run and refused.
  Decision offer_again(const Target& target, record::Batch& batch, PublishResult& published);

 private:
  Decision offer_waiting(const Target& target, record::Batch& batch, PendingPublish* pending,
                         PublishResult& published);
  void list_waiting(const Target& target, record::Batch& batch, PublishResult& published);
  void keep_waiting(PublishResult& published);
  void skip_parked(const Target& target, const std::vector<std::string>& keys,
                   std::map<std::string, uint64_t>& met, PublishResult& published) const;
  // REQUIRES: it keeps notes, and there are some.
  bool was_noted(const Target& target, const record::Batch& batch, size_t index,
                 std::map<std::string, uint64_t>& met) const;
  Decision recover(const Target& target, record::Batch& batch, PublishResult& published);
  Decision ask(const Target& target, record::Batch& batch);
  Status read_recovered(record::Batch& batch, PublishResult& published);
  Decision round(const Target& target, record::Batch& batch, PendingPublish* pending,
                 PublishResult& published);
  void expect(const Target& target, size_t records, std::vector<sluice_outcome>& outcomes) const;
  bool wants_answers(const Target& target) const;
  void note_answer(const Target& target, size_t index, PublishResult& published) const;
  Decision call(const Target& target, record::Batch& batch);
  Decision decide(Status status, record::Batch& batch);
  void refuse_unwritten(record::Batch& batch);
  Decision read_outcomes(const Target& target, record::Batch& batch, PublishResult& published);
  Decision drop_spent(const Target& target, Retry& retry, PublishResult& published);
  Decision give_up(const Target& target, PublishResult& published);
  void refuse(size_t index, Status why, PublishResult& published) const;
  bool others_succeed(const Waiting& record) const;
  bool is_alone(const Waiting& record) const;

  const RunContext& run_;
  base::Jitter& jitter_;
  const Taken& taken_;
  const SentNotes& notes_;
  std::vector<sluice_outcome> outcomes_;
  bool others_wait_ = false;  // of those that are given up: others were not sent
  std::vector<Waiting> waiting_;
  std::vector<Waiting> asked_;   // about records that an earlier run may have published
  std::vector<Status> reasons_;  // of this offer; most records never have one
  unsigned round_ = 0;
  std::pair<unsigned, size_t> last_success_;  // round (from 1) and record
};

}  // namespace sluice::pipeline
