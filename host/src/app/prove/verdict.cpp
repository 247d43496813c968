#include "app/prove/verdict.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace sluice::app {
namespace {

using How = ProvenTarget::How;

uint64_t count_of(const Counted& counted, const std::string& what) {
  const auto found = counted.find(what);
  return found == counted.end() ? 0 : found->second;
}

uint64_t sum_of(const Counted& counted) {
  return std::accumulate(counted.begin(), counted.end(), uint64_t{0},
                         [](uint64_t sum, const auto& one) { return sum + one.second; });
}

uint64_t more(uint64_t a, uint64_t b) { return a > b ? a - b : 0; }

template <class Map, class Key>
Counted at(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? Counted() : found->second;
}

// Of the records that did not get through this target, or not as far as it: hooks leave nothing of
// what any other one did not take.
Counted parked_before(const LeftBehind& left, const ProvenTarget& target) {
  Counted out;
  for (const auto& [place, records] : left.parked) {
    const bool of_another = place.second != target.name && target.how != How::kLineCount &&
                            left.deliveries.contains(place);
    if (place.first != target.pipeline || of_another) continue;
    for (const auto& [record, times] : records) out[record] += times;
  }
  return out;
}

// Those that the undisturbed life has no task for.
Counted parked_more(const LeftBehind& life, const LeftBehind& undisturbed,
                    const ProvenTarget& target) {
  const Counted before = parked_before(undisturbed, target);
  Counted out;
  for (const auto& [record, times] : parked_before(life, target))
    if (const uint64_t extra = more(times, count_of(before, record))) out[record] = extra;
  return out;
}

// Those, and what waits for the target; hooks leave nothing of what waits for any.
Counted held_back_in(const LeftBehind& life, const LeftBehind& undisturbed,
                     const ProvenTarget& target) {
  Counted out = parked_more(life, undisturbed, target);
  for (const auto& [place, records] : life.waiting) {
    const bool its = place.second == target.name || target.how == How::kLineCount;
    if (place.first != target.pipeline || !its) continue;
    for (const auto& [record, times] : records) out[record] += times;
  }
  return out;
}

void compare_lines(const Counted& expected, const Counted& found, TargetVerdict& out) {
  for (const auto& [line, times] : expected) out.lost += more(times, count_of(found, line));
  for (const auto& [line, times] : found) {
    const uint64_t wanted = count_of(expected, line);
    (wanted ? out.twice : out.foreign) += more(times, wanted);
  }
}

void compare_line_counts(const Counted& expected, const Counted& found, uint64_t waiting_or_parked,
                         TargetVerdict& out) {
  const uint64_t missing = more(sum_of(expected), sum_of(found));
  out.held_back = std::min(missing, waiting_or_parked);
  out.lost = missing - out.held_back;
  out.twice = more(sum_of(found), sum_of(expected));
}

Counted taken(const LeftBehind& left, const TargetKey& key) {
  Counted out;
  const auto found = left.deliveries.find(key);
  if (found == left.deliveries.end()) return out;
  for (const auto& [record, count] : found->second.records)
    if (count.surely) out[record] = count.surely;
  return out;
}

// What it took, or has to get yet.
Counted meant_for(const LeftBehind& left, const TargetKey& key) {
  Counted out = taken(left, key);
  for (const auto& [record, times] : at(left.waiting, key)) out[record] += times;
  return out;
}

TargetDeliveries deliveries_of(const LeftBehind& life, const TargetKey& key) {
  const auto found = life.deliveries.find(key);
  return found == life.deliveries.end() ? TargetDeliveries() : found->second;
}

void compare_records(const Counted& expected, const TargetDeliveries& found, const Counted& held,
                     TargetVerdict& out) {
  for (const auto& [record, times] : expected) {
    const auto got = found.records.find(record);
    const uint64_t missing = more(times, got == found.records.end() ? 0 : got->second.surely);
    const uint64_t held_back = std::min(missing, count_of(held, record));
    out.held_back += held_back;
    out.lost += missing - held_back;
  }
  for (const auto& [record, count] : found.records) {
    const uint64_t wanted = count_of(expected, record);
    // One that was parked as unknown is not there a second time because it may be there once.
    const uint64_t most = more(count.surely + count.perhaps, count_of(held, record));
    if (wanted)
      out.twice += more(most, wanted);
    else
      out.foreign += count.surely;
  }
}

void add_to(TargetVerdict& sum, const TargetVerdict& one) {
  sum.lost += one.lost;
  sum.foreign += one.foreign;
  sum.twice += one.twice;
  sum.held_back += one.held_back;
  sum.most_twice += one.most_twice;
  sum.exceeded |= one.exceeded;
}

}  // namespace

Verdicts::Verdicts(const LeftBehind& undisturbed, std::vector<ProvenTarget> targets)
    : undisturbed_(undisturbed) {
  for (ProvenTarget& target : targets) {
    TargetVerdict& verdict = verdicts_.emplace_back();
    const TargetKey key{target.pipeline, target.name};
    verdict.expected = sum_of(target.how == How::kRecords ? meant_for(undisturbed, key)
                                                          : at(undisturbed.files, target.file));
    const TargetTraits traits = deliveries_of(undisturbed, key).traits;
    if (traits.keeps_notes || target.how != How::kRecords)
      target.repeats_a_kill = target.repeated_batches_a_kill = 0;
    const bool is_all = undisturbed.starting_over.contains(target.pipeline);
    if (!traits.replaces) target.repeats_a_kill += is_all ? verdict.expected : target.repeats_a_run;
    verdict.target = std::move(target);
  }
}

TargetVerdict Verdicts::of(const ProvenTarget& target, uint64_t expected, const LeftBehind& life,
                           uint64_t kills) const {
  TargetVerdict out;
  const TargetKey key{target.pipeline, target.name};
  const Counted held_back = held_back_in(life, undisturbed_, target);
  if (target.how == How::kLines)
    compare_lines(at(undisturbed_.files, target.file), at(life.files, target.file), out);
  if (target.how == How::kLineCount)
    compare_line_counts(at(undisturbed_.files, target.file), at(life.files, target.file),
                        sum_of(held_back), out);
  const TargetDeliveries deliveries = deliveries_of(life, key);
  if (target.how == How::kRecords)
    compare_records(meant_for(undisturbed_, key), deliveries, held_back, out);
  // What waited for the target comes in batches of another size than what was just read.
  const uint64_t of_batches = deliveries.largest_offer * target.repeated_batches_a_kill;
  out.most_twice = kills * std::max(target.repeats_a_kill, of_batches);
  if (!deliveries.traits.replaces) out.most_twice += deliveries.starts_over * expected;
  out.exceeded = out.twice > out.most_twice;
  return out;
}

bool Verdicts::add(const LeftBehind& life, uint64_t kills) {
  bool holds = true;
  for (TargetVerdict& sum : verdicts_) {
    const TargetVerdict one = of(sum.target, sum.expected, life, kills);
    holds = holds && one.holds();
    add_to(sum, one);
  }
  return holds;
}

}  // namespace sluice::app
