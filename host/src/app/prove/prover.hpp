// The whole proof: an undisturbed life, then lives that are killed, each compared with it. Main
// thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/prove/life.hpp"
#include "app/prove/verdict.hpp"

namespace sluice::app {

struct ProveSettings {
  std::filesystem::path folder;  // of the lives
  uint64_t kills = 100;
  uint64_t seed = 1;
  std::string before;  // a shell's command before each life, to put systems back; empty: none
  bool keep = false;   // also the lives that are as they should be
};

// A life that is not as it should be.
struct BadLife {
  std::string folder;  // "life-12"
  std::string why;
};

struct Proof {
  CallCounts undisturbed;
  uint64_t lives = 0;
  uint64_t kills = 0;
  uint64_t at_syncs = 0;  // of the kills
  std::vector<TargetVerdict> targets;
  std::vector<BadLife> bad;

  bool holds() const { return bad.empty(); }
};

// `targets`: those of the pipelines that `run` runs. Fails if the undisturbed run does, or if it
// delivers nothing.
Result<Proof> prove(const ProveSettings& settings, const RunInFolder& run,
                    std::vector<ProvenTarget> targets);

}  // namespace sluice::app
