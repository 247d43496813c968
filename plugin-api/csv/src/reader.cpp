#include "sluice/csv/reader.hpp"

#include <string>
#include <string_view>

namespace sluice::csv {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr char kQuote = '"';

bool is_line_break(char c) { return c == '\n' || c == '\r'; }

}  // namespace

// The mark may come in pieces. False: more text is needed to know.
bool Reader::begins_with_mark() {
  while (!mark_over_ && at_ < text_.size()) {
    if (text_[at_] != kMark[mark_bytes_]) {
      row_.append(kMark.substr(0, mark_bytes_));  // no mark after all
      state_ = mark_bytes_ ? State::kPlain : state_;
      mark_over_ = true;
    } else {
      at_++;
      mark_over_ = ++mark_bytes_ == kMark.size();
    }
  }
  return mark_over_;
}

void Reader::begin_row() {
  row_over_ = false;
  row_.clear();
  ends_.clear();
  was_quoted_ = false;
  row_line_ = line_;
}

void Reader::end_field() {
  ends_.push_back(row_.size());
  state_ = State::kFieldStart;
}

bool Reader::is_blank() const { return ends_.size() == 1 && row_.empty() && !was_quoted_; }

Reader::Event Reader::give_row() {
  fields_.clear();
  size_t from = 0;
  for (const size_t end : ends_) {
    fields_.emplace_back(std::string_view(row_).substr(from, end - from));
    from = end;
  }
  row_over_ = true;
  return Event::kRow;
}

Reader::Event Reader::fail(const std::string& what, uint64_t line) {
  failure_ = Status::data("line " + std::to_string(line) + ": " + what);
  return Event::kFailed;
}

// CR LF is one line break. True: the row is over.
bool Reader::take_line_break(char c) {
  after_cr_ = c == '\r';
  line_++;
  end_field();
  if (!is_blank()) return true;
  begin_row();
  return false;
}

void Reader::take_quoted(char c) {
  if (c == kQuote) {
    state_ = State::kQuoteMet;
    return;
  }
  line_ += is_line_break(c) && !(c == '\n' && after_cr_);
  after_cr_ = c == '\r';
  row_ += c;
}

// Neither a line break nor a delimiter. False: it must not stand here.
bool Reader::take(char c) {
  if (state_ == State::kQuoteMet) {
    if (c != kQuote) return false;
    row_ += c;
    state_ = State::kQuoted;
    return true;
  }
  if (c != kQuote) {
    row_ += c;
    state_ = State::kPlain;
    return true;
  }
  if (state_ != State::kFieldStart) return false;
  quote_line_ = line_;
  was_quoted_ = true;
  state_ = State::kQuoted;
  return true;
}

// How many of the next bytes are simply part of the field.
size_t Reader::plain_run() const {
  size_t i = at_;
  if (state_ == State::kQuoted)
    while (i < text_.size() && text_[i] != kQuote && !is_line_break(text_[i])) i++;
  else if (state_ == State::kPlain)
    while (i < text_.size() && text_[i] != settings_.delimiter && text_[i] != kQuote &&
           !is_line_break(text_[i]))
      i++;
  return i - at_;
}

Reader::Event Reader::finish() {
  if (!ended_) return Event::kMore;
  if (state_ == State::kQuoted)
    return fail("a quoted field begins here and does not end", quote_line_);
  if (!mark_over_) row_.append(kMark.substr(0, mark_bytes_));
  mark_over_ = true;
  if (row_over_ || (row_.empty() && ends_.empty() && state_ == State::kFieldStart))
    return Event::kMore;
  end_field();
  if (is_too_large()) return fail_too_large();
  return is_blank() ? (begin_row(), Event::kMore) : give_row();
}

// How many bytes of the field there were.
size_t Reader::take_run() {
  const size_t run = plain_run();
  if (!run) return 0;
  row_.append(text_.substr(at_, run));
  at_ += run;
  after_cr_ = false;
  return run;
}

// The LF of a CR LF, whose CR ended the row before.
bool Reader::is_second_half(char c) {
  if (state_ == State::kQuoted || !after_cr_) return false;
  after_cr_ = false;
  return c == '\n';
}

Reader::Step Reader::step(char c) {
  if (is_second_half(c)) return Step::kGoesOn;
  if (state_ == State::kQuoted) return take_quoted(c), Step::kGoesOn;
  if (is_line_break(c)) return take_line_break(c) ? Step::kRowOver : Step::kGoesOn;
  if (c == settings_.delimiter) return end_field(), Step::kGoesOn;
  return take(c) ? Step::kGoesOn : Step::kWrong;
}

Reader::Event Reader::fail_at_quote() {
  const std::string field = "field " + std::to_string(ends_.size() + 1);
  if (state_ == State::kQuoteMet) return fail("text follows the closing quote of " + field, line_);
  return fail("a quote is within " + field +
                  ", which does not begin with one; write the field in quotes and the quote twice",
              line_);
}

bool Reader::is_too_large() const {
  return row_.size() > settings_.largest_row || ends_.size() > settings_.most_fields;
}

Reader::Event Reader::fail_too_large() {
  const bool by_bytes = row_.size() > settings_.largest_row;
  return fail("the row that begins here has more than " +
                  (by_bytes ? std::to_string(settings_.largest_row) + " bytes"
                            : std::to_string(settings_.most_fields) + " fields"),
              row_line_);
}

Reader::Event Reader::next() {
  if (!failure_.ok()) return Event::kFailed;
  if (row_over_) begin_row();
  if (!mark_over_ && !begins_with_mark()) return finish();
  while (at_ < text_.size()) {
    const Step step_taken = take_run() ? Step::kGoesOn : step(text_[at_++]);
    if (step_taken == Step::kWrong) return fail_at_quote();
    if (is_too_large()) return fail_too_large();
    if (step_taken == Step::kRowOver) return give_row();
  }
  return finish();
}

}  // namespace sluice::csv
