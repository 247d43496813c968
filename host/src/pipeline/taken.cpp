#include "pipeline/taken.hpp"

#include <algorithm>
#include <span>

#include "pipeline/fingerprint.hpp"

namespace sluice::pipeline {
namespace {

using Origins = std::vector<uint32_t>;

Origins origins_of(const record::Batch& batch, size_t index) {
  const std::span<const uint32_t> origins = batch.origins_of(index);
  return {origins.begin(), origins.end()};
}

std::string sources_of(const record::Batch& batch, const Origins& origins) {
  std::string all;
  for (uint32_t origin : origins) all += origin_key(view(batch.source_of_origin(origin)));
  return origins.size() == 1 ? all : origin_key(all);
}

}  // namespace

std::vector<std::string> record_keys(record::Batch& batch) {
  struct Same {
    size_t count = 0, seen = 0;
    std::string sources;  // read once: many records can come from one large text
  };
  const size_t count = batch.records().size();
  std::map<Origins, Same> same;
  for (size_t i = 0; i < count; i++) same[origins_of(batch, i)].count++;
  for (auto& [origins, of] : same) of.sources = sources_of(batch, origins);
  std::vector<std::string> keys;
  keys.reserve(count);
  for (size_t i = 0; i < count; i++) {
    Same& of = same[origins_of(batch, i)];
    keys.push_back(of.sources + ' ' + std::to_string(++of.seen) + '/' + std::to_string(of.count));
  }
  return keys;
}

Taken::Taken(const store::TakenSet& stored) : span_(stored.span) {
  for (const store::TakenRecord& t : stored.records)
    records_[{t.publisher, t.identity}][t.record] += t.times;
}

uint64_t Taken::times(const Target& target, const std::string& key) const {
  const auto found = records_.find(of(target));
  if (found == records_.end()) return 0;
  const auto record = found->second.find(key);
  return record == found->second.end() ? 0 : record->second;
}

void Taken::add(const std::vector<Target>& targets, const Through& through) {
  for (const auto& [target, key] : through) add(targets[target], key);
}

void Taken::take_back(const Target& target, const std::string& key) {
  const auto found = records_.find(of(target));
  if (found == records_.end()) return;
  const auto record = found->second.find(key);
  if (record == found->second.end()) return;
  if (--record->second == 0) found->second.erase(record);
  if (found->second.empty()) records_.erase(found);
}

void Taken::cover(uint64_t records) { span_ = std::max(span_, records); }

void Taken::settle(uint64_t records) {
  span_ -= std::min(span_, records);
  if (span_ == 0) records_.clear();
}

store::TakenSet Taken::stored() const {
  store::TakenSet out;
  if (records_.empty()) return out;
  out.span = span_;
  for (const auto& [target, records] : records_)
    for (const auto& [key, times] : records)
      out.records.push_back({target.first, target.second, key, times});
  return out;
}

}  // namespace sluice::pipeline
