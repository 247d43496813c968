#include "record/record_list.hpp"

#include <algorithm>
#include <utility>

namespace sluice::record {

namespace {
constexpr size_t kErrorBytes = 128;  // of a map node, roughly
}  // namespace

RecordList::RecordList(Budget& budget)
    : budget_(&budget),
      records_(budget),
      provenance_(budget),
      elements_(budget),
      derived_(budget),
      numbers_(budget),
      indexes_(budget),
      sources_(budget) {}

RecordList::~RecordList() { budget_->give(charged_); }

bool RecordList::charge(size_t bytes) {
  if (!budget_->take(bytes)) return false;
  charged_ += bytes;
  return true;
}

sluice_record* RecordList::push(const Provenance& from) {
  const size_t index = records_.size();
  if (index >= UINT32_MAX || !provenance_.reserve(index + 1) || !records_.reserve(index + 1))
    return nullptr;
  if (numbers_.size() && !push_number(index)) return nullptr;
  *provenance_.push() = from;
  return records_.push();
}

// Of a record behind those that have moved.
bool RecordList::push_number(size_t index) {
  if (!numbers_.reserve(index + 1) || !indexes_.reserve(index + 1)) return false;
  *numbers_.push() = *indexes_.push() = static_cast<uint32_t>(index);
  return true;
}

sluice_record* RecordList::add_read(sluice_slice source, const sluice_value& root) {
  if (!sources_.reserve(sources_.size() + 1)) return nullptr;
  const uint32_t origin = origin_count();
  sluice_record* record = push({origin, kNoList});
  if (!record) return nullptr;
  *sources_.push() = source;
  *record = {};
  record->root = root;
  record->source = source;
  record->time_us = INT64_MIN;
  record->origin = origin;
  return record;
}

// Several origins are a list of each list of records.
inline bool RecordList::take_list(const RecordList& other, Provenance& from) {
  return from.list == kNoList || copy_list(other, from);
}

bool RecordList::copy_list(const RecordList& other, Provenance& from) {
  std::vector<uint32_t> copy = other.lists_[from.list];
  if (!charge(copy.size() * sizeof(uint32_t) + sizeof(std::vector<uint32_t>))) return false;
  from.list = static_cast<uint32_t>(lists_.size());
  lists_.push_back(std::move(copy));
  return true;
}

// The records that steps make of one are charged with what the engine will keep of them; for
// records that were read, the run's bound includes it.
sluice_record* RecordList::add_derived(size_t parent, const sluice_value& root) {
  if (!charge(kEngineBytes)) return nullptr;
  Provenance from = provenance_[parent];
  if (!take_list(*this, from)) return nullptr;
  if (elements_.size() && !elements_.reserve(size() + 1)) return nullptr;
  if (!derived_.reserve(derived_.size() + 1)) return nullptr;
  sluice_record* record = push(from);
  if (!record) return nullptr;
  if (elements_.size()) *elements_.push() = elements_[parent];
  *derived_.push() = {static_cast<uint32_t>(size() - 1), static_cast<uint32_t>(parent)};
  *record = records_[parent];
  record->root = root;
  record->state = SLUICE_RECORD_LIVE;
  return record;
}

bool RecordList::place_derived() {
  if (derived_.size() == 0) return true;
  find_first_parents(derived_.from(0));
  if (!are_in_place(derived_.from(0), {data(), size()})) {
    GrowArray<uint32_t> order(*budget_);
    if (!order.reserve(size())) return false;
    order.resize(size());
    order_behind_parents(derived_.from(0), order.from(0));
    if (!rearrange(order.from(0))) return false;
  }
  derived_.resize(0);
  return true;
}

// `order`: by new index, the index until now.
bool RecordList::rearrange(std::span<const uint32_t> order) {
  GrowArray<sluice_record> records(*budget_);
  GrowArray<Provenance> provenance(*budget_);
  GrowArray<uint32_t> numbers(*budget_);
  const auto fits = [&](auto& array) { return array.reserve(order.size()); };
  if (!fits(records) || !fits(provenance) || !fits(numbers) || !fits(numbers_) || !fits(indexes_))
    return false;
  for (const uint32_t index : order) {
    *records.push() = records_[index];
    *provenance.push() = provenance_[index];
    *numbers.push() = static_cast<uint32_t>(number_of(index));
  }
  numbers_.resize(order.size());
  indexes_.resize(order.size());
  std::copy_n(records.data(), order.size(), records_.data());
  std::copy_n(provenance.data(), order.size(), provenance_.data());
  std::copy_n(numbers.data(), order.size(), numbers_.data());
  for (uint32_t i = 0; i < order.size(); i++) indexes_[numbers_[i]] = i;
  // Where each is now, by the index until now.
  for (uint32_t i = 0; i < order.size(); i++) numbers[order[i]] = i;
  follow(numbers.from(0));
  return true;
}

void RecordList::follow(std::span<const uint32_t> indexes) {
  std::unordered_map<size_t, RecordError> errors;
  for (auto& [index, error] : errors_) errors.emplace(indexes[index], std::move(error));
  errors_ = std::move(errors);
}

bool RecordList::add_elements(RecordList& parents, size_t parent,
                              std::span<const sluice_value> roots) {
  const size_t first = size(), end = first + roots.size();
  if (end > UINT32_MAX || !provenance_.reserve(end) || !elements_.reserve(end) ||
      !records_.reserve(end))
    return false;
  sluice_record& whole = parents.records_[parent];
  for (size_t i = 0; i < roots.size(); i++) {
    Provenance from = parents.provenance_[parent];
    if (!take_list(parents, from)) return false;
    *provenance_.push() = from;
    *elements_.push() = {&whole.root, static_cast<uint32_t>(i), static_cast<uint32_t>(first + i)};
    sluice_record& record = *records_.push();
    record = whole;
    record.root = roots[i];
  }
  return true;
}

// One made of several has no place among them: it stays behind the page's others, as it was made.
bool RecordList::add_origins(size_t index, size_t other) {
  if (derived_.size() && derived_[derived_.size() - 1].index == index)
    derived_.resize(derived_.size() - 1);
  const std::span<const uint32_t> more = origins_of(other);
  if (index == other || !charge((more.size() + 1) * sizeof(uint32_t))) return index == other;
  Provenance& to = provenance_[index];
  if (to.list == kNoList) {
    lists_.push_back({to.origin});
    to.list = static_cast<uint32_t>(lists_.size() - 1);
    return add_origins(index, other);
  }
  std::vector<uint32_t>& list = lists_[to.list];
  for (const uint32_t origin : more) {
    const auto at = std::lower_bound(list.begin(), list.end(), origin);
    if (at == list.end() || *at != origin) list.insert(at, origin);
  }
  return true;
}

void RecordList::fail(size_t index, sluice_status code, std::string message) {
  records_[index].state = SLUICE_RECORD_FAILED;
  if (const auto found = errors_.find(index); found != errors_.end())
    return put_place(found->second, std::move(message));
  if (!charge(kErrorBytes + message.size())) message.clear();
  errors_.emplace(index, RecordError{code, std::move(message)});
}

void RecordList::fail_text(size_t index, const Status& why) {
  fail(index, why.code(), why.message());
  errors_.at(index).may_get_place = true;
}

void RecordList::put_place(RecordError& error, std::string place) {
  if (!std::exchange(error.may_get_place, false) || !charge(place.size())) return;
  error.message = std::move(place) + ": " + error.message;
}

bool RecordList::copy(const RecordList& other) {
  const auto append = [](auto& to, const auto& from) {
    if (!to.reserve(from.size())) return false;
    to.resize(from.size());
    std::copy_n(from.data(), from.size(), to.data());
    return true;
  };
  size_t listed = 0;
  for (const std::vector<uint32_t>& list : other.lists_)
    listed += sizeof(std::vector<uint32_t>) + list.size() * sizeof(uint32_t);
  if (!charge(other.size() * kEngineBytes + listed)) return false;
  if (!append(records_, other.records_) || !append(provenance_, other.provenance_) ||
      !append(sources_, other.sources_))
    return false;
  lists_ = other.lists_;
  return true;
}

const RecordError* RecordList::error_of(size_t index) const {
  const auto found = errors_.find(index);
  return found == errors_.end() ? nullptr : &found->second;
}

std::span<const uint32_t> RecordList::origins_of(size_t index) const {
  const Provenance& from = provenance_[index];
  if (from.list == kNoList) return {&from.origin, 1};
  return lists_[from.list];
}

sluice_slice RecordList::source_of_origin(uint32_t origin) const {
  return origin < sources_.size() ? sources_[origin] : sluice_slice{nullptr, 0};
}

void RecordList::clear(size_t keep) {
  records_.clear(keep);
  provenance_.clear(keep);
  elements_.clear(keep);
  derived_.clear(keep);
  numbers_.clear(keep);
  indexes_.clear(keep);
  sources_.clear(keep);
  lists_.clear();
  errors_.clear();
  budget_->give(charged_);
  charged_ = 0;
}

}  // namespace sluice::record
