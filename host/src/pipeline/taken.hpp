// Which records publishers have finished though their batch is not settled: kept by a run that
// ended in the middle of a batch, so the next one does not send them again. Sink
// lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/plan.hpp"
#include "record/batch.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::pipeline {

// Keys that identify each record of the batch, by index: its source texts, and
// which of how many records of the same origins it is. Equal source texts have equal keys; the
// value does not count, since steps may put times or numbers into it.
// `name`: of an origin, by its source text; its hash if there is no function. A name with a space
// is a record's whole key already, and gets no number if it is the only record of its origins.
std::vector<std::string> record_keys(record::Batch& batch, const OriginName& name = {});

// The same of records that are gone, by the page that still has their source texts.
class RecordOrigins {
 public:
  RecordOrigins() = default;
  // All records of the batch; `number` gives the page's number of an origin.
  RecordOrigins(record::Batch& batch, const std::function<uint32_t(uint32_t)>& number);
  std::vector<std::string> keys(const record::Batch& page) const;

 private:
  std::vector<uint32_t> origins_;  // of one record after the other
  std::vector<size_t> ends_;       // by record, in origins_
};

// Records, by the number of the target that has finished them and their keys.
using Through = std::vector<std::pair<size_t, std::string>>;

class Taken {
 public:
  Taken() = default;
  explicit Taken(const store::TakenSet& stored);

  bool empty() const { return records_.empty(); }
  // How many records with this key the target has finished.
  uint64_t times(const Target& target, const std::string& key) const;
  void add(const Target& target, const std::string& key) { records_[of(target)][key]++; }
  void add(const std::vector<Target>& targets, const Through& through);
  // One of them has come again and was skipped.
  void take_back(const Target& target, const std::string& key);
  // The target has dropped what it was given.
  void forget(const Target& target) { records_.erase(of(target)); }

  // It covers this many records after the cursor, at least; their first task came at `since_us` or
  // later.
  void cover(uint64_t records, int64_t since_us);
  // As store::TakenSet; 0: what comes was not offered before.
  int64_t since_us() const { return since_us_; }
  // This many more records are settled. Entries left when all covered records are settled are of
  // records that do not exist any more: they must not be confused with others that look alike.
  void settle(uint64_t records);

  store::TakenSet stored() const;

 private:
  using TargetKey = std::pair<std::string, std::string>;  // name, identity
  static TargetKey of(const Target& target) { return {target.name, target.identity}; }

  uint64_t span_ = 0;
  int64_t since_us_ = 0;
  std::map<TargetKey, std::map<std::string, uint64_t>> records_;
};

}  // namespace sluice::pipeline
