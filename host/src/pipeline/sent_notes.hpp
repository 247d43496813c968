// Notes of records before publishers get them, for publishers to which a record published twice
// is there twice: they are stored before any of it is sent. For notes of a killed run that were not
// settled, the next run queries its publisher. Sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/plan.hpp"
#include "record/batch.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::pipeline {

// Identifies source texts: 16 bytes, XXH3's. Texts made to collide would only be queried, or
// parked, after a crash.
std::string note_of(std::string_view source);

// Notes as a batch stores them: of these source texts, among `records` after the cursor.
std::string notes_of(uint64_t records, std::span<const std::string> sources);

class SentNotes {
 public:
  // The plan outlives it.
  SentNotes(const Plan& plan, const std::vector<store::SentBatch>& stored);

  // A target of the plan wants notes.
  bool wanted() const { return wanted_; }
  // Earlier runs left some.
  bool empty() const { return earlier_.empty(); }

  // Appends what must be stored before a page is published, and returns its number.
  int64_t note(record::Batch& page, std::vector<store::SentBatch>& out);
  // What settle needs of a page, which is gone by then; nothing if no earlier run left notes.
  std::vector<std::string> kept_of(record::Batch& page) const;
  // A noted page of `records` is settled: adds the changes for the store. REQUIRES: pages are
  // settled in the order they were noted.
  void settle(uint64_t records, const std::vector<std::string>& kept, store::Delta& delta);
  // The run ends and what became of all pages is known. `walk_over`: the walk ends, too.
  void end(bool walk_over, store::Delta& delta);

  // How many records with this note an earlier run may have published.
  uint64_t times(const Target& target, const std::string& note) const;

 private:
  struct Earlier {
    uint64_t span = 0;  // records after the cursor that it covers, at most
    std::map<std::string, uint64_t> notes;
  };
  void read(const Target& target, const store::SentBatch& batch);
  static void forget(Earlier& earlier, uint64_t records, const std::vector<std::string>& kept);
  void store_earlier(store::Delta& delta) const;

  const Plan& plan_;
  bool wanted_ = false;
  int64_t last_ = 0;  // last number used
  int64_t settled_ = 0;
  std::map<std::string, Earlier> earlier_;  // by the target's name
};

}  // namespace sluice::pipeline
