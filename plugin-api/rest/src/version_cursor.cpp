#include "sluice/rest/version_cursor.hpp"

#include <algorithm>
#include <charconv>

#include "sluice/rest/value_path.hpp"

namespace sluice::rest {
namespace {

// A version, as number or digit string. Absent and null: nothing; anything else is E_DATA.
Result<std::optional<uint64_t>> read_version(Value value, std::string_view name) {
  if (!value || value.is_null()) return std::optional<uint64_t>();
  std::optional<uint64_t> version;
  if (value.is_number() || value.is_string()) version = parse_version(value.text());
  if (!version)
    return Status::data(std::string(name) + " is " + std::string(value.text().substr(0, 40)) +
                        ", not a whole number of 64 bits");
  return version;
}

}  // namespace

std::optional<uint64_t> parse_version(std::string_view text) {
  uint64_t out = 0;
  const char* end = text.data() + text.size();
  auto [stopped, error] = std::from_chars(text.data(), end, out);
  if (text.empty() || error != std::errc() || stopped != end) return std::nullopt;
  return out;
}

Status VersionCursor::seek(std::string_view cursor) {
  guard_.reset();
  if (cursor.empty()) return after_ = start_, Status();
  auto version = parse_version(cursor);
  if (!version)
    return {SLUICE_E_INVALID, "stored cursor \"" + std::string(cursor.substr(0, 40)) +
                                  "\" is no version: reset the pipeline's state"};
  after_ = *version;
  return {};
}

void VersionCursor::prepare(OperationRequest& request) const {
  if (after_)
    slot_.put(request, after_);
  else
    slot_.put_nothing(request);
}

Result<std::optional<uint64_t>> VersionCursor::version_of(const Record& row) const {
  return read_version(at_path(row.root(), row_), row_);
}

// If the envelope has it too, a row whose version cannot be read is skipped.
Result<std::optional<uint64_t>> VersionCursor::highest_row(const Page& page, bool lenient) const {
  std::optional<uint64_t> best;
  for (size_t i = 0; i < page.records.size(); i++) {
    auto row = version_of(page.records[i]);
    if (!row && !lenient) return row;
    if (row && *row && (!best || **row > *best)) best = *row;
  }
  return best;
}

// Never above the rows that were seen: rows between them and a larger version.max
// would be skipped permanently. Most pages are in order, so their last row is enough.
Result<uint64_t> VersionCursor::highest(const Page& page) {
  auto named = read_version(next_.empty() ? Value() : at_path(page.envelope, next_), next_);
  if (!named) return named.status();
  if (*named) {
    auto last = version_of(page.records[page.records.size() - 1]);
    if (last && *last == **named) return **named;
  }
  auto best = highest_row(page, named->has_value());
  if (!best) return best.status();
  if (*best) return *named ? std::min(**best, **named) : **best;
  if (!*named)
    return Status::data("page of " + std::to_string(page.records.size()) +
                        " rows has neither version.max nor a row with " + std::string(row_) +
                        ": where the next page starts is not known");
  // Only the rows themselves show now whether the server advances.
  if (auto status = guard_.check(page, "after " + std::to_string(after_)); !status) return status;
  return **named;
}

Result<bool> VersionCursor::advance(const Page& page) {
  if (page.records.size() == 0) return false;
  auto next = highest(page);
  if (!next) return next.status();
  if (*next <= after_)
    return Status::data("cursor does not advance: the page after " + std::to_string(after_) +
                        " has " + std::to_string(page.records.size()) +
                        " rows, its highest version is " + std::to_string(*next));
  after_ = *next;
  return true;
}

std::string VersionCursor::cursor() const {
  return after_ ? std::to_string(after_) : std::string();
}

}  // namespace sluice::rest
