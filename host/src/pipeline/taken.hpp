// Which records publishers are through with though their batch is not settled: what a run that
// ended in the middle of a batch remembers, so that the next one does not send them again. Sink
// lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/plan.hpp"
#include "record/batch.hpp"
#include "store/store.hpp"

namespace sluice::pipeline {

// What tells each record of the batch from others, by index: the source texts it comes from, and
// which of how many records of the same origins it is. Equal source texts have equal keys; the
// value does not count, for steps may put times or numbers into it.
std::vector<std::string> record_keys(record::Batch& batch);

// Records, by the number of the target that is through with them and their keys.
using Through = std::vector<std::pair<size_t, std::string>>;

class Taken {
 public:
  Taken() = default;
  explicit Taken(const store::TakenSet& stored);

  bool empty() const { return records_.empty(); }
  // How many records with this key the target is through with.
  uint64_t times(const Target& target, const std::string& key) const;
  void add(const Target& target, const std::string& key) { records_[of(target)][key]++; }
  void add(const std::vector<Target>& targets, const Through& through);
  // One of them has come again and was left out.
  void take_back(const Target& target, const std::string& key);
  // What the target was given, it has dropped.
  void forget(const Target& target) { records_.erase(of(target)); }

  // It is about so many records behind the cursor, at least.
  void cover(uint64_t records);
  // So many records more are settled. What is left when all it was about are is of records that are
  // not there any more: it must not be taken for others that look alike.
  void settle(uint64_t records);

  store::TakenSet stored() const;

 private:
  using TargetKey = std::pair<std::string, std::string>;  // name, identity
  static TargetKey of(const Target& target) { return {target.name, target.identity}; }

  uint64_t span_ = 0;
  std::map<TargetKey, std::map<std::string, uint64_t>> records_;
};

}  // namespace sluice::pipeline
