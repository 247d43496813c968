// Whether a life that was killed left behind what the undisturbed one did. Pure functions of both;
// any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/prove/left_behind.hpp"

namespace sluice::app {

// A publisher of a pipeline that is proved, and what of it is compared.
struct ProvenTarget {
  enum class How {
    kLines,      // each line of its file, which is cut back after a kill
    kLineCount,  // how many there are: they hold what a system answered, which may differ
    kRecords,    // what it took, by what was read
  };
  std::string pipeline;
  std::string name;  // "publishers[0] (file.publisher)"
  How how = How::kRecords;
  std::string file;  // of a file: its place below the outputs
  // What a kill may repeat at most, as the undisturbed run prints it.
  uint64_t repeats_a_kill = 0;  // records
  uint64_t repeated_batches_a_kill = 0;
  // What a run brings once more, though nothing was killed: one may follow a kill right behind the
  // end of another.
  uint64_t repeats_a_run = 0;
};

// What was found at one target, over all lives that were added.
struct TargetVerdict {
  ProvenTarget target;
  uint64_t expected = 0;  // lines or records that an undisturbed life leaves there
  uint64_t lost = 0;
  uint64_t foreign = 0;     // what an undisturbed life does not leave there
  uint64_t twice = 0;       // more often than an undisturbed life leaves it there
  uint64_t held_back = 0;   // tasks, or waiting for a target, instead: nothing hides it
  uint64_t most_twice = 0;  // bound of `twice`
  bool exceeded = false;    // a life had more of them than its kills may repeat

  bool holds() const { return !lost && !foreign && !exceeded; }
};

class Verdicts {
 public:
  // `undisturbed` outlives it.
  Verdicts(const LeftBehind& undisturbed, std::vector<ProvenTarget> targets);

  // False: this life is not as it should be.
  bool add(const LeftBehind& life, uint64_t kills);
  const std::vector<TargetVerdict>& all() const { return verdicts_; }

 private:
  TargetVerdict of(const ProvenTarget& target, uint64_t expected, const LeftBehind& life,
                   uint64_t kills) const;

  const LeftBehind& undisturbed_;
  std::vector<TargetVerdict> verdicts_;
};

}  // namespace sluice::app
