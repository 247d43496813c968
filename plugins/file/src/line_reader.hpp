// Whole lines of a file or stream, read straight into a batch's page. Keeps the place after
// the last page. On the subscriber's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "content_kind.hpp"
#include "known_file.hpp"
#include "place.hpp"
#include "sluice/batch.hpp"

namespace file_plugin {

class LineReader {
 public:
  enum class Lines { kJson, kCsv, kText };  // CSV: a line break in double quotes is within a line
  struct Settings {
    size_t chunk;                // bytes read at a time
    bool incremental;            // a last line without its end is not complete yet
    Lines lines = Lines::kJson;  // files of other kinds are refused by how they start
  };
  // E_INVALID if it cannot be read. To continue at a place, call go_on.
  static Result<LineReader> of(KnownFile file, const Settings& settings);

  // Continues after an earlier place; false, and at the start as before, if the file does not begin
  // with what had been read up to there. REQUIRES: open returned it, and nothing was read.
  Result<bool> go_on(const Place& from);

  struct Piece {
    size_t size = 0;   // bytes of whole lines in the batch's page
    bool end = false;  // nothing comes after them
    // Not empty: one line that is over every limit was skipped, and this is its start. Then the
    // page is empty.
    std::string too_long = {};
    bool waits = false;          // a line without its end follows, which is left for the next run
    const char* page = nullptr;  // where the lines are; NULL: there are none
  };
  // Reads the next lines into the page. settle() confirms them; without it, a file's lines
  // are read again by the next call, and a stream fails, since they cannot be. E_INVALID if the
  // file is of another kind, or was rewritten while it was read.
  Result<Piece> next(sluice_batch* into, const Cancel& cancel);
  void settle();

  Result<std::string> beginning(size_t most) { return file_.beginning(most); }

  const std::string& path() const { return file_.path(); }
  uint64_t line() const { return place_.line; }  // number of the next piece's first line
  // After the piece that next() returned; nothing for a stream, which cannot be rewound.
  std::optional<Place> place() const;

 private:
  LineReader(KnownFile file, const Settings& settings);
  Result<size_t> read(char* into, size_t size, const Cancel& cancel);
  Result<size_t> read_stream(char* into, size_t size, const Cancel& cancel);
  Result<Piece> take(std::string_view page, size_t lines, bool end);
  Result<Piece> skip_line(const Cancel& cancel);
  Piece leave_line();
  size_t whole_lines(std::string_view text) const;
  // Checks the first bytes: can they be such lines at all?
  Status check_kind(std::string_view start, bool end);
  std::optional<OtherKind> kind_of(std::string_view start, bool end) const;
  bool open_line_counts() const { return !file_.seekable() || !settings_.incremental; }

  KnownFile file_;
  Settings settings_;
  bool at_start_ = true;  // of a file or stream, not after an earlier place
  bool settled_ = true;
  Place place_;         // after the last settled piece
  Place next_;          // after the piece that is not settled yet
  Fingerprint prints_;  // of everything before place_
  Fingerprint next_prints_;
  std::string carry_;  // read, but after that piece: the start of a line
};

}  // namespace file_plugin
