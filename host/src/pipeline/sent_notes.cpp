#include "pipeline/sent_notes.hpp"

#define XXH_INLINE_ALL  // no library to load
#include <xxhash.h>

#include <algorithm>
#include <cstring>

namespace sluice::pipeline {
namespace {

// Notes as they are stored: how many records the page had, then a note each.
constexpr size_t kNote = 16;
constexpr size_t kCount = sizeof(uint64_t);

std::string with_count(uint64_t records) {
  std::string out(kCount, '\0');
  std::memcpy(out.data(), &records, kCount);
  return out;
}

}  // namespace

std::string notes_of(uint64_t records, std::span<const std::string> sources) {
  std::string out = with_count(records);
  for (const std::string& source : sources) out += note_of(source);
  return out;
}

std::string note_of(std::string_view source) {
  XXH128_canonical_t digest;
  static_assert(sizeof digest.digest == kNote);
  XXH128_canonicalFromHash(&digest, XXH3_128bits(source.data(), source.size()));
  return {reinterpret_cast<const char*>(digest.digest), kNote};
}

SentNotes::SentNotes(const Plan& plan, const std::vector<store::SentBatch>& stored) : plan_(plan) {
  for (const Target& target : plan.targets) {
    if (!target.keeps_notes) continue;
    for (const store::SentBatch& batch : stored)
      if (batch.publisher == target.name && batch.identity == target.identity) read(target, batch);
    wanted_ |= !target.waits || earlier_.contains(target.name);
  }
  for (const store::SentBatch& batch : stored) last_ = std::max(last_, batch.number);
  settled_ = last_;
}

void SentNotes::read(const Target& target, const store::SentBatch& batch) {
  if (batch.notes.size() < kCount) return;
  Earlier& earlier = earlier_[target.name];
  uint64_t records = 0;
  std::memcpy(&records, batch.notes.data(), kCount);
  earlier.span += records;
  for (size_t at = kCount; at + kNote <= batch.notes.size(); at += kNote)
    earlier.notes[batch.notes.substr(at, kNote)]++;
}

int64_t SentNotes::note(record::Batch& page, std::vector<store::SentBatch>& out) {
  std::string notes = with_count(page.origin_count());
  notes.reserve(kCount + page.origin_count() * kNote);
  for (uint32_t origin = 0; origin < page.origin_count(); origin++)
    notes += note_of(view(page.source_of_origin(origin)));
  last_++;
  for (const Target& target : plan_.targets)
    if (target.keeps_notes && !target.waits)
      out.push_back({target.name, target.identity, last_, notes});
  return last_;
}

std::vector<std::string> SentNotes::kept_of(record::Batch& page) const {
  std::vector<std::string> out;
  if (empty()) return out;
  for (uint32_t origin = 0; origin < page.origin_count(); origin++)
    out.push_back(note_of(view(page.source_of_origin(origin))));
  return out;
}

void SentNotes::settle(uint64_t records, const std::vector<std::string>& kept,
                       store::Delta& delta) {
  delta.sent_through = ++settled_;
  if (empty()) return;
  for (auto& [name, earlier] : earlier_) forget(earlier, records, kept);
  std::erase_if(earlier_, [](const auto& e) { return e.second.notes.empty(); });
  store_earlier(delta);
}

void SentNotes::end(bool walk_over, store::Delta& delta) {
  delta.sent_through = settled_ = last_;
  if (walk_over) earlier_.clear();
  store_earlier(delta);
}

// Under number 0: the rows of earlier runs are replaced with the first settlement.
void SentNotes::store_earlier(store::Delta& delta) const {
  std::erase_if(delta.sent, [](const store::SentBatch& sent) { return sent.number == 0; });
  delta.sent_earlier_over = empty();
  if (empty()) return;
  for (const Target& target : plan_.targets) {
    if (!target.keeps_notes) continue;
    const auto found = earlier_.find(target.name);
    std::string notes = with_count(found == earlier_.end() ? 0 : found->second.span);
    if (found != earlier_.end())
      for (const auto& [note, times] : found->second.notes)
        for (uint64_t i = 0; i < times; i++) notes += note;
    delta.sent.push_back({target.name, target.identity, 0, std::move(notes)});
  }
}

// Notes left when all records they cover are settled are of records that do not exist any more.
void SentNotes::forget(Earlier& earlier, uint64_t records, const std::vector<std::string>& kept) {
  earlier.span -= std::min(earlier.span, records);
  if (earlier.span == 0) return earlier.notes.clear();
  for (const std::string& note : kept) {
    const auto found = earlier.notes.find(note);
    if (found != earlier.notes.end() && --found->second == 0) earlier.notes.erase(found);
  }
}

uint64_t SentNotes::times(const Target& target, const std::string& note) const {
  const auto earlier = earlier_.find(target.name);
  if (earlier == earlier_.end()) return 0;
  const auto found = earlier->second.notes.find(note);
  return found == earlier->second.notes.end() ? 0 : found->second;
}

}  // namespace sluice::pipeline
