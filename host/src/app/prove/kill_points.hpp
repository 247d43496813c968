// Where runs are killed: chosen from what an undisturbed run did. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace sluice::app {

// What a run did by which it left something behind: calls in all, and the syncs among them.
struct CallCounts {
  uint64_t calls = 0;
  uint64_t syncs = 0;
};

struct KillPoint {
  bool of_syncs = false;  // `number` counts syncs, else all calls
  uint64_t number = 1;    // right before this one, which is then not made
  int64_t later_us = 0;   // or that long after it began, wherever the run is by then
};

// "before durable write 12", "1,204 us after call 310".
std::string words_of(const KillPoint& point);

// Half of them at syncs: each one if there are no more than that, else evenly spread; the rest at
// random calls and between them.
std::vector<KillPoint> choose_kill_points(const CallCounts& counts, uint64_t kills,
                                          std::mt19937_64& random);

// Of a run that goes on after a kill; it may end before.
KillPoint any_kill_point(const CallCounts& counts, std::mt19937_64& random);

}  // namespace sluice::app
