// Reads CSV by RFC 4180 as its text comes: fields in double quotes may hold the delimiter, line
// breaks and doubled quotes; lines end with LF, CR LF or CR; a UTF-8 byte order mark in front is
// skipped, and so are empty lines. It holds one row at a time. Bytes of fields are not checked to
// be UTF-8. One thread at a time.
//
//   csv::Reader reader({});
//   reader.feed(text);
//   reader.end();
//   while (reader.next() == csv::Reader::Event::kRow) use(reader.fields());
//   if (!reader.failure().ok()) …
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::csv {

struct Settings {
  char delimiter = ',';                   // one byte; no quote, no line break
  size_t largest_row = size_t{16} << 20;  // bytes of its fields
  size_t most_fields = 10'000;            // of a row
  uint64_t first_line = 1;                // number of the text's first line
};

class Reader {
 public:
  enum class Event : uint8_t { kRow, kMore, kFailed };

  explicit Reader(Settings settings) : settings_(settings) {}

  // More text, borrowed until next() returns kMore. REQUIRES: the text before is used up.
  void feed(std::string_view text) { text_ = text, at_ = 0; }
  // No more text comes: the last row needs no line break.
  void end() { ended_ = true; }

  // kRow: fields() are the next row's. kMore: feed it, or after end(): that was all. kFailed: the
  // text is no CSV, or a row is too large; failure() says why, and nothing more comes.
  Event next();

  // Of the row, until the next call of next().
  const std::vector<std::string_view>& fields() const { return fields_; }
  // Where the row begins; counts from Settings::first_line.
  uint64_t line() const { return row_line_; }
  // E_DATA, with the line; OK if nothing failed.
  const Status& failure() const { return failure_; }

 private:
  enum class State : uint8_t { kFieldStart, kPlain, kQuoted, kQuoteMet };

  enum class Step : uint8_t { kGoesOn, kRowOver, kWrong };

  Step step(char c);
  bool take(char c);
  void take_quoted(char c);
  bool take_line_break(char c);
  bool is_second_half(char c);
  size_t plain_run() const;
  size_t take_run();
  bool begins_with_mark();
  void begin_row();
  void end_field();
  bool is_blank() const;
  Event give_row();
  Event finish();
  bool is_too_large() const;
  Event fail_too_large();
  Event fail_at_quote();
  Event fail(const std::string& what, uint64_t line);

  const Settings settings_;
  std::string_view text_;
  size_t at_ = 0;
  bool ended_ = false, mark_over_ = false, after_cr_ = false, row_over_ = false,
       was_quoted_ = false;
  size_t mark_bytes_ = 0;
  State state_ = State::kFieldStart;
  uint64_t line_ = settings_.first_line, row_line_ = line_, quote_line_ = line_;
  std::string row_;           // the fields' bytes, one after the other
  std::vector<size_t> ends_;  // of each field in row_
  std::vector<std::string_view> fields_;
  Status failure_;
};

}  // namespace sluice::csv
