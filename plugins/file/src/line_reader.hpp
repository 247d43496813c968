// Whole lines of a file or stream, read straight into a batch's page. Remembers the place behind
// the last page. On the subscriber's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "place.hpp"
#include "posix_file.hpp"
#include "sluice/batch.hpp"

namespace file_plugin {

class LineReader {
 public:
  // `chunk`: how much is read at a time. `from` goes on behind an earlier place; E_INVALID with a
  // way out if the file does not fit it.
  static Result<LineReader> open(const std::string& path, size_t chunk,
                                 const std::optional<Place>& from);
  static LineReader standard_input(size_t chunk);

  struct Piece {
    size_t size = 0;   // bytes of whole lines in the batch's page
    bool end = false;  // nothing comes after them
    // Not empty: one line that is over every limit was skipped, and this is its start. Then the
    // page is empty.
    std::string too_long = {};
  };
  // Reads the next lines into the page. They are taken with settle(); without it, a file's lines
  // are read again by the next call, and a stream fails, since they cannot be.
  Result<Piece> next(sluice_batch* into, const Cancel& cancel);
  void settle();

  uint64_t line() const { return place_.line; }  // number of the next piece's first line
  // Behind the piece that next() gave; nothing for a stream, which cannot be gone back in.
  std::optional<Place> place() const { return seekable_ ? std::optional(next_) : std::nullopt; }

 private:
  LineReader(File file, size_t chunk) : file_(std::move(file)), chunk_(chunk) {}
  Result<size_t> read(char* into, size_t size, const Cancel& cancel);
  Piece take(const char* page, size_t lines, size_t have, bool end);
  Result<Piece> skip_line(const Cancel& cancel);

  File file_;
  size_t chunk_;
  bool seekable_ = false;
  bool settled_ = true;
  Place place_;        // behind the last settled piece
  Place next_;         // behind the piece that is not settled yet
  std::string carry_;  // read, but behind that piece: the start of a line
};

}  // namespace file_plugin
