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

std::string sources_of(const record::Batch& batch, const Origins& origins, const OriginName& name) {
  std::string all;
  for (uint32_t origin : origins) {
    const std::string_view source = view(batch.source_of_origin(origin));
    all += name ? name(source) : origin_key(source);
  }
  return origins.size() == 1 ? all : origin_key(all);
}

std::string numbered_key(const std::string& sources, size_t number, size_t count) {
  if (count == 1 && sources.find(' ') != std::string::npos) return sources;
  return sources + ' ' + std::to_string(number) + '/' + std::to_string(count);
}

// Of `count` records, whose origins in `sources` the function `of_record` gives by index.
template <class OfRecord>
std::vector<std::string> keys_of(const record::Batch& sources, size_t count, OfRecord of_record,
                                 const OriginName& name = {}) {
  struct Same {
    size_t count = 0, seen = 0;
    std::string sources;  // read once: many records can come from one large text
  };
  std::map<Origins, Same> same;
  for (size_t i = 0; i < count; i++) same[of_record(i)].count++;
  for (auto& [origins, of] : same) of.sources = sources_of(sources, origins, name);
  std::vector<std::string> keys;
  keys.reserve(count);
  for (size_t i = 0; i < count; i++) {
    Same& of = same[of_record(i)];
    keys.push_back(numbered_key(of.sources, ++of.seen, of.count));
  }
  return keys;
}

}  // namespace

std::vector<std::string> record_keys(record::Batch& batch, const OriginName& name) {
  const auto of_record = [&](size_t i) { return origins_of(batch, i); };
  return keys_of(batch, batch.records().size(), of_record, name);
}

RecordOrigins::RecordOrigins(record::Batch& batch,
                             const std::function<uint32_t(uint32_t)>& number) {
  const size_t count = batch.records().size();
  for (size_t i = 0; i < count; i++) {
    for (uint32_t origin : batch.origins_of(i)) origins_.push_back(number(origin));
    ends_.push_back(origins_.size());
  }
}

std::vector<std::string> RecordOrigins::keys(const record::Batch& page) const {
  return keys_of(page, ends_.size(), [this](size_t i) {
    const size_t begin = i ? ends_[i - 1] : 0;
    return Origins(origins_.begin() + static_cast<ptrdiff_t>(begin),
                   origins_.begin() + static_cast<ptrdiff_t>(ends_[i]));
  });
}

Taken::Taken(const store::TakenSet& stored) : span_(stored.span), since_us_(stored.since_us) {
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

void Taken::cover(uint64_t records, int64_t since_us) {
  span_ = std::max(span_, records);
  since_us_ = since_us_ ? std::min(since_us_, since_us) : since_us;
}

void Taken::settle(uint64_t records) {
  span_ -= std::min(span_, records);
  if (span_ != 0) return;
  records_.clear();
  since_us_ = 0;
}

store::TakenSet Taken::stored() const {
  store::TakenSet out;
  if (records_.empty()) return out;
  out.span = span_;
  out.since_us = since_us_;
  for (const auto& [target, records] : records_)
    for (const auto& [key, times] : records)
      out.records.push_back({target.first, target.second, key, times});
  return out;
}

}  // namespace sluice::pipeline
