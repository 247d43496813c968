// Notes of what publishers are about to get, for those with which a record that is published twice
// is there twice: they are in the store before anything of it leaves. What a run that was killed
// noted and did not settle, the next one asks its publisher about. Sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/plan.hpp"
#include "record/batch.hpp"
#include "store/store.hpp"

namespace sluice::pipeline {

// Tells source texts apart: 16 bytes, XXH3's. Texts made to collide would only be asked about, or
// park, after a crash.
std::string note_of(std::string_view source);

class SentNotes {
 public:
  // The plan outlives it.
  SentNotes(const Plan& plan, const std::vector<store::SentBatch>& stored);

  // A target of the plan wants notes.
  bool wanted() const { return wanted_; }
  // Earlier runs left some.
  bool empty() const { return earlier_.empty(); }

  // Appends what the store has to have before a page is published, and gives its number.
  int64_t note(record::Batch& page, std::vector<store::SentBatch>& out);
  // What settle needs of a page, which is gone by then; nothing where no earlier run left notes.
  std::vector<std::string> kept_of(record::Batch& page) const;
  // A page of `records` that was noted is settled: what the store is to change. REQUIRES: pages are
  // settled in the order they were noted.
  void settle(uint64_t records, const std::vector<std::string>& kept, store::Delta& delta);
  // The run ends and what became of all pages is known. `walk_over`: so does the walk.
  void end(bool walk_over, store::Delta& delta);

  // How many records with this note an earlier run may have published.
  uint64_t times(const Target& target, const std::string& note) const;

 private:
  struct Earlier {
    uint64_t span = 0;  // records behind the cursor that it is about, at most
    std::map<std::string, uint64_t> notes;
  };
  void read(const Target& target, const store::SentBatch& batch);
  static void forget(Earlier& earlier, uint64_t records, const std::vector<std::string>& kept);
  void store_earlier(store::Delta& delta) const;

  const Plan& plan_;
  bool wanted_ = false;
  int64_t last_ = 0;  // number given
  int64_t settled_ = 0;
  std::map<std::string, Earlier> earlier_;  // by the target's name
};

}  // namespace sluice::pipeline
