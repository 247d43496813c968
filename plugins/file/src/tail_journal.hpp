// Notes what a publisher is about to write after its committed position, before it is written, in
// the host's folder for this publisher. After a kill it proves which bytes of the file are the
// killed run's: those are cut off and their records come again. Bytes of others are not. Survives a
// kill, not a power cut. On the publisher's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "posix_file.hpp"

namespace file_plugin {

// Whose bytes follow a committed position. kOurs: a killed run's from `ours_from` to the
// end, with nobody else's after that; those before it are not ours.
enum class Whose { kOurs, kOthers, kMixed, kUnknown };
struct Tail {
  Whose whose = Whose::kUnknown;
  uint64_t ours_from = 0;
};

class TailJournal {
 public:
  // `path`: of the journal's file; empty: there is none, and nothing can be proven.
  explicit TailJournal(std::string path) : path_(std::move(path)) {}

  // Whose bytes are in `file` from `from` to `size`, by the journal that a run with this token
  // left.
  Tail whose(const File& file, const std::string& token, uint64_t from, uint64_t size) const;

  // What a run has left, as begin() noted it; nothing: there is no journal that can be read.
  struct Begun {
    std::string token;
    uint64_t from;
  };
  std::optional<Begun> begun() const;

  // Starts afresh: from now on everything written at or after `from` is noted.
  Status begin(const std::string& token, uint64_t from);
  // `text` is about to be written at `offset`.
  Status note(uint64_t offset, std::string_view text);
  // A write went elsewhere: nothing is proven from now on.
  Status distrust();
  // Closes the journal for a while, and opens it again.
  void release() { file_.reset(); }
  Status reopen();
  // There is none from now on, until begin().
  void remove();
  // Bytes before `committed` will not be queried again, those after it may.
  Status forget_before(uint64_t committed);

 private:
  struct Entry {
    uint64_t offset = 0, size = 0;
    std::vector<uint64_t> blocks;  // hashes of its pieces, cut at multiples of kBlock of the file
  };
  struct Content {
    std::string token;
    uint64_t from = 0;
    std::vector<Entry> entries;
  };
  static constexpr uint64_t kBlock = 4096;  // a kill can cut a write at its multiples

  static Entry entry_of(uint64_t offset, std::string_view text);
  static std::string packed(const Entry& entry);
  static Result<uint64_t> written_of(const Entry& entry, const File& file, uint64_t size);
  std::optional<Content> load() const;
  Status rewrite(const Content& content);

  std::string path_;
  std::optional<File> file_;
  size_t written_ = 0;  // bytes of the file
};

}  // namespace file_plugin
