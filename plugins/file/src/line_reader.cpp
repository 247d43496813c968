#include "line_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace file_plugin {
namespace {

constexpr size_t kHead = 1000;  // bytes kept of a line that is over every limit

// Bytes of whole rows of CSV: a line break in double quotes is within one. A quote within a field
// is doubled, so what counts is whether their number is even.
size_t whole_rows(std::string_view text) {
  size_t rows = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\n' && !quoted) rows = i + 1;
  }
  return rows;
}

// A search from one to the next takes many bytes at a time, std::count one.
uint64_t count_lines(std::string_view text) {
  uint64_t lines = 0;
  for (size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) lines++;
  return lines;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

bool may_be_mark(std::string_view start) {
  return start.substr(0, kByteOrderMark.size()) == kByteOrderMark.substr(0, start.size());
}

std::string_view wanted(LineReader::Lines lines) {
  if (lines == LineReader::Lines::kCsv) return "is CSV";
  return lines == LineReader::Lines::kText ? "is text" : "are JSON lines, one record per line";
}

}  // namespace

LineReader::LineReader(KnownFile file, const Settings& settings)
    : file_(std::move(file)), settings_(settings), prints_(kKnownBytes), next_prints_(prints_) {}

Result<LineReader> LineReader::of(KnownFile file, const Settings& settings) {
  LineReader out(std::move(file), settings);
  auto start = out.file_.start();
  if (!start) return start.status();
  out.place_ = *std::move(start);
  if (out.place_.bytes) out.prints_.add(kByteOrderMark);
  return out;
}

// Bytes up to and including the last line's end; 0 if there is none.
size_t LineReader::whole_lines(std::string_view text) const {
  if (settings_.lines == Lines::kCsv) return whole_rows(text);
  const size_t last = text.rfind('\n');
  return last == text.npos ? 0 : last + 1;
}

Result<bool> LineReader::go_on(const Place& from) {
  auto fits = file_.fits(from, prints_);
  if (!fits || !*fits) return fits;
  place_.bytes = from.bytes;
  place_.line = from.line;
  at_start_ = from.bytes == 0;
  return true;
}

std::optional<Place> LineReader::place() const {
  if (!file_.seekable()) return std::nullopt;
  Place out = next_;
  out.prints = next_prints_.prints();
  return out;
}

Result<size_t> LineReader::read(char* into, size_t size, const Cancel& cancel) {
  if (!file_.seekable()) return read_stream(into, size, cancel);
  return file_.read(into, size, next_.bytes + carry_.size(), cancel);
}

// Without the byte order mark that a stream may start with, even if it comes in pieces.
Result<size_t> LineReader::read_stream(char* into, size_t size, const Cancel& cancel) {
  size_t have = 0;
  for (;;) {
    auto n = file_.read(into + have, size - have, 0, cancel);
    if (!n) return n;
    have += *n;
    const std::string_view start(into, have);
    if (!at_start_ || !carry_.empty() || !*n || !may_be_mark(start)) return have;
    if (start.size() <= kByteOrderMark.size()) continue;
    have -= kByteOrderMark.size();
    std::memmove(into, into + kByteOrderMark.size(), have);
    return have;
  }
}

Result<LineReader::Piece> LineReader::next(sluice_batch* into, const Cancel& cancel) {
  if (!settled_ && !file_.seekable())
    return Status::internal("lines of " + file_.path() +
                            " were not accepted and cannot be read again");
  if (!std::exchange(settled_, false)) carry_.clear();
  next_ = place_;
  next_prints_ = prints_;
  for (;;) {
    size_t have = carry_.size();
    // A long line is copied a few times, not thousands.
    size_t more = std::max(settings_.chunk, have);
    char* page = into->json->reserve_page(into, have + more);
    if (!page && more > settings_.chunk)
      page = into->json->reserve_page(into, have + (more = settings_.chunk));
    if (!page && have < settings_.chunk)
      return Status(SLUICE_E_NO_MEMORY, "no memory for " + std::to_string(settings_.chunk) +
                                            " bytes of " + file_.path());
    if (!page) {
      into->fault = SLUICE_OK;  // a refused page of this size is not a record's fault
      return skip_line(cancel);
    }
    std::memcpy(page, carry_.data(), have);
    auto n = read(page + have, more, cancel);
    if (!n) return settled_ = !file_.seekable(), n.status();
    const std::string_view text(page, have + *n);
    const bool end = *n == 0;
    if (auto status = check_kind(text, end); !status) return status;
    size_t lines = whole_lines(text);
    // A line break behind the last whole row of CSV is in a quote that nothing closed. It would
    // take every row that is added; its parser says where it is.
    const bool open_quote = settings_.lines == Lines::kCsv && text.find('\n', lines) != text.npos;
    if (end && (open_line_counts() || open_quote)) lines = text.size();
    if (lines || end) return take(text, lines, end);
    carry_.assign(text);
  }
}

Status LineReader::check_kind(std::string_view start, bool end) {
  if (!at_start_ || start.empty()) return {};
  const auto kind = kind_of(start, end);
  if (!kind) return {};
  return {SLUICE_E_INVALID, file_.path() + " is " + std::string(kind->what) + "; expected " +
                                std::string(wanted(settings_.lines)) + ": " +
                                std::string(kind->advice)};
}

// Text may be anything that is text, CSV nearly so.
std::optional<OtherKind> LineReader::kind_of(std::string_view start, bool end) const {
  if (settings_.lines == Lines::kText) return sluice::encoding::no_text(start);
  if (settings_.lines == Lines::kCsv) return sluice::encoding::no_table(start);
  const uint64_t behind = place_.bytes + start.size();
  const bool all = end || file_.ends_at(behind);
  const size_t lines = whole_lines(start);
  if (!all && start.size() < kEnoughToTell && !lines) return std::nullopt;
  // For a line that waits for its end only the start is checked.
  const bool waits = all && !open_line_counts() && lines < start.size();
  return waits && lines ? other_kind(start.substr(0, lines), true)
                        : other_kind(start, all && !waits);
}

Result<LineReader::Piece> LineReader::take(std::string_view page, size_t lines, bool end) {
  const std::string_view taken = page.substr(0, lines), rest = page.substr(lines);
  carry_.assign(rest);
  next_.bytes = place_.bytes + lines;
  next_.line = place_.line + count_lines(taken);
  if (file_.seekable()) next_prints_.add(taken);
  if (end)
    if (auto status = file_.check_unchanged(next_.bytes, next_prints_); !status) return status;
  return Piece{lines, end, {}, end && !is_blank(rest), taken.data()};
}

// Over every limit; its text is skipped.
Result<LineReader::Piece> LineReader::skip_line(const Cancel& cancel) {
  std::string head = carry_.substr(0, kHead);
  std::string buffer(settings_.chunk, '\0');
  next_prints_.add(carry_);
  uint64_t skipped = carry_.size();
  for (;;) {
    next_.bytes = place_.bytes + skipped - carry_.size();
    auto n = read(buffer.data(), buffer.size(), cancel);
    if (!n) return n.status();
    const std::string_view text(buffer.data(), *n);
    const size_t found = text.find('\n');
    const size_t of_line = found == text.npos ? text.size() : found + 1;
    next_prints_.add(text.substr(0, of_line));
    skipped += of_line;
    carry_.assign(text.substr(of_line));
    if (text.empty() && !open_line_counts()) return leave_line();
    if (text.empty() || found != text.npos) break;
    carry_.clear();
  }
  next_.bytes = place_.bytes + skipped;
  next_.line = place_.line + 1;
  return Piece{0, false, std::move(head), false};
}

LineReader::Piece LineReader::leave_line() {
  next_ = place_;
  next_prints_ = prints_;
  carry_.clear();
  return Piece{0, true, {}, true};
}

void LineReader::settle() {
  place_ = next_;
  prints_ = next_prints_;
  settled_ = true;
  at_start_ = false;
}

}  // namespace file_plugin
