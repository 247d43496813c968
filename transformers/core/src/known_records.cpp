#include "known_records.hpp"

#include <charconv>

namespace sluice::core {
namespace {

constexpr std::string_view kNumbersKey = "c";

std::string known_key(std::string_view key) { return "k" + std::string(key); }
std::string seen_key(std::string_view key) { return "s" + std::string(key); }
std::string number_key(uint64_t number) { return "n" + std::to_string(number); }

// Two texts in one: "SIZE first second".
std::string joined(std::string_view first, std::string_view second) {
  std::string out = std::to_string(first.size()) + " ";
  return out.append(first).append(second);
}

bool split_joined(std::string_view text, std::string* first, std::string* second) {
  size_t size = 0;
  const size_t space = text.find(' ');
  if (space == text.npos) return false;
  std::from_chars(text.data(), text.data() + space, size);
  text.remove_prefix(space + 1);
  if (size > text.size()) return false;
  *first = text.substr(0, size);
  *second = text.substr(size);
  return true;
}

uint64_t to_number(std::string_view text) {
  uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

Status KnownRecords::begin(Batch batch) {
  if (Status s = walk_.read(batch); !s.ok()) return s;
  auto stored = state_.get(batch, kNumbersKey);
  if (!stored.ok()) return stored.status();
  count_ = to_number(stored->value_or(""));
  return {};
}

Status KnownRecords::end(Batch batch) {
  return state_.put(batch, kNumbersKey, std::to_string(count_));
}

Result<std::optional<KnownRecords::Row>> KnownRecords::row(Batch batch,
                                                           std::string_view key) const {
  auto stored = state_.get(batch, known_key(key));
  if (!stored.ok()) return stored.status();
  Row out;
  if (!*stored || !split_joined(**stored, &out.number, &out.digest)) return std::optional<Row>();
  return std::optional<Row>(std::move(out));
}

Result<std::optional<std::string>> KnownRecords::digest(Batch batch, std::string_view key) const {
  auto known = row(batch, key);
  if (!known.ok()) return known.status();
  return *known ? std::optional<std::string>((*known)->digest) : std::nullopt;
}

Status KnownRecords::put(const Record& record, std::string_view key, std::string_view digest,
                         std::string_view json) {
  const Batch batch(record.root().batch());
  auto known = row(batch, key);
  if (!known.ok()) return known.status();
  std::string number = *known ? (*known)->number : std::string();
  // If the record parks, nobody knows which version the target has: the next one is none it had.
  if (*known)
    if (Status s = state_.put(batch, known_key(key), joined(number, {})); !s.ok()) return s;
  if (number.empty() && !json.empty()) {
    number = std::to_string(count_);
    if (Status s = state_.put_for(record, number_key(count_++), joined(key, json)); !s.ok())
      return s;
  }
  return state_.put_for(record, known_key(key), joined(number, digest));
}

Status KnownRecords::see(Batch batch, std::string_view key) {
  return state_.put(batch, seen_key(key), walk_.text());
}

Result<std::optional<KnownRecords::Gone>> KnownRecords::numbered(Batch batch,
                                                                 uint64_t number) const {
  auto stored = state_.get(batch, number_key(number));
  if (!stored.ok()) return stored.status();
  Gone out{number, {}, {}};
  if (!*stored || !split_joined(**stored, &out.key, &out.json)) return std::optional<Gone>();
  return std::optional<Gone>(std::move(out));
}

Result<std::optional<KnownRecords::Gone>> KnownRecords::next_gone(Batch batch) {
  while (next_ < count_) {
    auto one = numbered(batch, next_++);
    if (!one.ok()) return one.status();
    if (!*one) continue;  // its record parked
    auto seen = state_.get(batch, seen_key((*one)->key));
    if (!seen.ok()) return seen.status();
    if (*seen != walk_.text()) return one;
  }
  return std::optional<Gone>();
}

// The last number takes its place, so that none are without a record for long.
Status KnownRecords::remove(Batch batch, const Gone& gone) {
  for (const std::string& key : {known_key(gone.key), seen_key(gone.key)})
    if (Status s = state_.put(batch, key, {}); !s.ok()) return s;
  const uint64_t last = count_ - 1;
  auto moved = numbered(batch, last);
  if (!moved.ok()) return moved.status();
  if (last != gone.number && *moved) {
    auto known = row(batch, (*moved)->key);
    if (!known.ok()) return known.status();
    if (Status s =
            state_.put(batch, number_key(gone.number), joined((*moved)->key, (*moved)->json));
        !s.ok())
      return s;
    if (*known)
      if (Status s = state_.put(batch, known_key((*moved)->key),
                                joined(std::to_string(gone.number), (*known)->digest));
          !s.ok())
        return s;
  } else if (last != gone.number) {
    if (Status s = state_.put(batch, number_key(gone.number), {}); !s.ok()) return s;
  }
  if (Status s = state_.put(batch, number_key(last), {}); !s.ok()) return s;
  count_ = last;
  return {};
}

}  // namespace sluice::core
