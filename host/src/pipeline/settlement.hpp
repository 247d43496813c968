// What became of each record of a batch as it was read (its origins): an origin is settled when
// every record that came from it is delivered by every publisher, filtered out or parked. One per
// batch; sink lane.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::pipeline {

// What says which record it is a version of, as its last step left it.
struct RecordVersion {
  std::string key;     // empty: it has none
  uint32_t order = 0;  // the same
};

class Settlement {
 public:
  // Of `origins` records as they were read, `targets` publishers.
  Settlement(size_t origins, size_t targets);

  // A record that came from `origins`; each record is named once, or once per target.
  void filtered(std::span<const uint32_t> origins) { mark(origins, kFiltered); }
  void parked(std::span<const uint32_t> origins) { mark(origins, kParked | kEverywhere); }
  void delivered(std::span<const uint32_t> origins, size_t target);
  // By a target's own steps, for it alone.
  void filtered_at(std::span<const uint32_t> origins, size_t target);
  // Added to the backlog of a target that is down.
  void waits(std::span<const uint32_t> origins, size_t target);
  // Delivered, but a hook of its target failed. The delivery stands, and what steps keep because of
  // it does, too.
  void parked_after(std::span<const uint32_t> origins) { mark(origins, kHookFailed | kRefused); }
  // By a publisher, in an earlier run, which may have parked it: it counted there.
  void settled_before(std::span<const uint32_t> origins) { mark(origins, kDelivered | kBefore); }
  bool is_settled_before(uint32_t origin) const { return has(origin, kBefore); }
  void refused(std::span<const uint32_t> origins, size_t target);
  // Of a record that passed the steps in a batch of its own, and not, or not all of them, with its
  // page.
  void passed_alone(uint32_t origin, RecordVersion version) {
    alone_.insert_or_assign(origin, std::move(version));
  }
  // Null: it did not.
  const RecordVersion* version_alone(uint32_t origin) const {
    const auto found = alone_.find(origin);
    return found == alone_.end() ? nullptr : &found->second;
  }
  // This many of them were not, after all. Of a batch that is not settled in the end.
  void take_back(size_t target, size_t records) {
    refused_[target] -= std::min<uint64_t>(refused_[target], records);
  }

  // For each origin in turn: whether steps failed it, before any publisher got it.
  template <class F>
  void each_origin(F&& hear) const {
    for (uint8_t flags : flags_) hear((flags & (kParked | kDelivered | kRefused)) == kParked);
  }
  size_t origins() const { return flags_.size(); }
  // Origins without a result: records that vanished. 0 when the batch is settled.
  size_t unsettled() const;
  // Something of it was not delivered.
  bool is_parked(uint32_t origin) const { return has(origin, kParked); }
  // Something of it, by any target, or taken into a backlog.
  bool is_delivered(uint32_t origin) const { return has(origin, kDelivered); }
  // For this target: by it, by its own steps, or before any target got it.
  bool is_parked_at(uint32_t origin, size_t target) const {
    return has(origin, kEverywhere) || parked_at_[target].contains(origin);
  }
  // The same, or a hook of a target that took it failed.
  bool has_tasks(uint32_t origin) const { return has(origin, kParked | kHookFailed); }
  // A record of it waits in this target's backlog, or in any.
  bool waits_for(uint32_t origin, std::optional<size_t> target) const {
    const auto found = waits_for_.find(origin);
    return found != waits_for_.end() && (!target || found->second.contains(*target));
  }
  bool is_filtered(uint32_t origin) const { return flags_[origin] == kFiltered; }  // all of it
  uint64_t filtered_count() const;  // nothing of it was delivered or parked
  uint64_t parked_count() const;    // something of it was parked, be it by a hook
  uint64_t delivered_to(size_t target) const { return delivered_[target]; }
  uint64_t waiting_for(size_t target) const { return waiting_[target]; }
  uint64_t filtered_for(size_t target) const { return filtered_[target]; }
  uint64_t refused_by(size_t target) const { return refused_[target]; }

 private:
  enum : uint8_t {
    kFiltered = 1,
    kParked = 2,
    kDelivered = 4,
    kRefused = 8,
    kEverywhere = 16,
    kHookFailed = 32,
    kBefore = 64
  };
  bool has(uint32_t origin, int flag) const { return (flags_[origin] & flag) != 0; }
  void mark(std::span<const uint32_t> origins, uint8_t flag);

  std::vector<uint8_t> flags_;
  std::vector<uint64_t> delivered_;
  std::vector<uint64_t> filtered_;
  std::vector<uint64_t> refused_;
  std::vector<uint64_t> waiting_;
  std::vector<std::set<uint32_t>> parked_at_;       // origins, by target
  std::map<uint32_t, RecordVersion> alone_;         // by origin
  std::map<uint32_t, std::set<size_t>> waits_for_;  // targets, by origin
};

}  // namespace sluice::pipeline
