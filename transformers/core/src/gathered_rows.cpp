#include "gathered_rows.hpp"

#include <charconv>
#include <unordered_map>

namespace sluice::core {
namespace {

constexpr std::string_view kRetry = "retry";  // instead of a walk's number

std::string_view count_key(bool of_retry) { return of_retry ? "tc" : "c"; }
std::string row_key(bool of_retry, uint64_t number) {
  return (of_retry ? "t" : "r") + std::to_string(number);
}

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

Result<uint64_t> GatheredRows::count_of(Batch batch, bool of_retry) const {
  auto stored = state_.get(batch, count_key(of_retry));
  if (!stored.ok()) return stored.status();
  const std::string text = stored->value_or("");
  uint64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

Status GatheredRows::put_count(Batch batch, bool of_retry, uint64_t count) const {
  return state_.put(batch, count_key(of_retry), std::to_string(count));
}

// What an earlier walk left without an end is overwritten; what a retry left is not, as its tasks
// are done.
Status GatheredRows::begin(Batch batch) {
  if (Status s = walk_.read(batch); !s.ok()) return s;
  count_ = 0;
  if (walk_.is_new() && !state_.is_retry()) return {};
  auto count = count_of(batch, state_.is_retry());
  if (!count.ok()) return count.status();
  count_ = *count;
  return {};
}

Status GatheredRows::end(Batch batch) { return put_count(batch, state_.is_retry(), count_); }

Status GatheredRows::add(const Record& record, std::string_view key, std::string_view content) {
  if (count_ >= most_)
    return {SLUICE_E_INVALID, "the walk has more than " + std::to_string(most_) +
                                  " records for core.gather; raise most, or gather over: page"};
  const bool of_retry = state_.is_retry();
  std::string text(of_retry ? kRetry : walk_.text());
  text.append(" ").append(std::to_string(key.size())).append(" ").append(key).append(content);
  return state_.put_for(record, row_key(of_retry, count_++), text);
}

Status GatheredRows::read_groups(Batch batch) {
  groups_.clear();
  given_ = removed_ = 0;
  if (Status s = begin(batch); !s.ok()) return s;
  if (Status s = read_groups(batch, true); !s.ok()) return s;
  return state_.is_retry() ? Status() : read_groups(batch, false);
}

Status GatheredRows::read_groups(Batch batch, bool of_retry) {
  auto count = of_retry ? count_of(batch, true) : Result<uint64_t>(count_);
  if (!count.ok()) return count.status();
  std::unordered_map<std::string, size_t> numbers;
  for (uint64_t row = 0; row < *count; row++) {
    auto stored = state_.get(batch, row_key(of_retry, row));
    if (!stored.ok()) return stored.status();
    const RowText text = *stored ? split(**stored) : RowText();
    if (!text.good || text.walk != (of_retry ? kRetry : walk_.text())) continue;  // it parked
    const auto [at, added] = numbers.try_emplace(std::string(text.key), groups_.size());
    if (added) groups_.push_back({of_retry, {}});
    groups_[at->second].rows.push_back(row);
  }
  return {};
}

Result<std::string> GatheredRows::read(Batch batch, const Group& group, uint64_t row) const {
  auto stored = state_.get(batch, row_key(group.of_retry, row));
  if (!stored.ok()) return stored.status();
  const RowText text = *stored ? split(**stored) : RowText();
  if (!text.good) return Status(SLUICE_E_INTERNAL, "a gathered row is not in the state any more");
  return std::string(text.content);
}

Status GatheredRows::remove_given(Batch batch) {
  for (; removed_ < given_; removed_++)
    for (const uint64_t row : groups_[removed_].rows)
      if (Status s = state_.put(batch, row_key(groups_[removed_].of_retry, row), {}); !s.ok())
        return s;
  if (!all_given()) return {};
  auto of_retry = count_of(batch, true);
  if (!of_retry.ok()) return of_retry.status();
  if (*of_retry)
    if (Status s = put_count(batch, true, 0); !s.ok()) return s;
  if (state_.is_retry()) return {};
  count_ = 0;
  return end(batch);
}

}  // namespace sluice::core
