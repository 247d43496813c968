#include "gathered_rows.hpp"

#include <charconv>
#include <unordered_map>

namespace sluice::core {
namespace {

constexpr std::string_view kGatheredKey = "c";

std::string row_key(uint64_t number) { return "r" + std::to_string(number); }

// "WALK KEYSIZE KEYCONTENT"
struct RowText {
  std::string_view walk, key, content;
  bool good = false;
};

RowText split(std::string_view text) {
  RowText out;
  const size_t first = text.find(' ');
  const size_t second = first == text.npos ? first : text.find(' ', first + 1);
  if (second == text.npos) return out;
  size_t size = 0;
  std::from_chars(text.data() + first + 1, text.data() + second, size);
  const std::string_view rest = text.substr(second + 1);
  if (size > rest.size()) return out;
  return {text.substr(0, first), rest.substr(0, size), rest.substr(size), true};
}

}  // namespace

// What an earlier walk left without an end is overwritten.
Status GatheredRows::begin(Batch batch) {
  if (Status s = walk_.read(batch); !s.ok()) return s;
  count_ = 0;
  if (walk_.is_new()) return {};
  auto stored = state_.get(batch, kGatheredKey);
  if (!stored.ok()) return stored.status();
  const std::string text = stored->value_or("");
  std::from_chars(text.data(), text.data() + text.size(), count_);
  return {};
}

Status GatheredRows::end(Batch batch) {
  return state_.put(batch, kGatheredKey, std::to_string(count_));
}

Status GatheredRows::add(const Record& record, std::string_view key, std::string_view content) {
  if (count_ >= most_)
    return {SLUICE_E_INVALID, "the walk has more than " + std::to_string(most_) +
                                  " records for core.gather; raise most, or gather over: page"};
  std::string text = walk_.text() + " " + std::to_string(key.size()) + " ";
  text.append(key).append(content);
  return state_.put_for(record, row_key(count_++), text);
}

Status GatheredRows::read_groups(Batch batch) {
  groups_.clear();
  given_ = removed_ = 0;
  if (Status s = begin(batch); !s.ok()) return s;
  std::unordered_map<std::string, size_t> numbers;
  for (uint64_t row = 0; row < count_; row++) {
    auto stored = state_.get(batch, row_key(row));
    if (!stored.ok()) return stored.status();
    const RowText text = *stored ? split(**stored) : RowText();
    if (!text.good || text.walk != walk_.text()) continue;  // its record parked
    const auto [at, added] = numbers.try_emplace(std::string(text.key), groups_.size());
    if (added) groups_.emplace_back();
    groups_[at->second].rows.push_back(row);
  }
  return {};
}

Result<std::string> GatheredRows::read(Batch batch, uint64_t row) const {
  auto stored = state_.get(batch, row_key(row));
  if (!stored.ok()) return stored.status();
  const RowText text = *stored ? split(**stored) : RowText();
  if (!text.good) return Status(SLUICE_E_INTERNAL, "a gathered row is not in the state any more");
  return std::string(text.content);
}

Status GatheredRows::remove_given(Batch batch) {
  for (; removed_ < given_; removed_++)
    for (const uint64_t row : groups_[removed_].rows)
      if (Status s = state_.put(batch, row_key(row), {}); !s.ok()) return s;
  if (!all_given()) return {};
  count_ = 0;
  return end(batch);
}

}  // namespace sluice::core
