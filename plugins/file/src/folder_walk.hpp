// A walk through several files, ordered by name, as they are there at its start. On the
// subscriber's lane.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "folder_cursor.hpp"
#include "read_list.hpp"
#include "walk.hpp"

namespace file_plugin {

class FolderWalk final : public Walk {
 public:
  // `settings` outlive it.
  // `work_folder`: of a list of many files; empty: there is none.
  FolderWalk(const sluice::Host& host, const WalkSettings& settings, FolderCursor cursor,
             std::string work_folder)
      : host_(host),
        settings_(settings),
        cursor_(std::move(cursor)),
        list_(std::move(work_folder)) {}
  Status poll(sluice::Batch into, const Cancel& cancel) override;

 private:
  Status start();
  Status forget_vanished();
  // Opens the next file that has something to read; false: there is none.
  Result<bool> open_next();
  Result<bool> open(const std::string& path);
  bool is_read(const std::string& path) const;
  Status end(sluice::Batch into);
  Status note_read(const RecordReader::Read& read);
  void note_end(const std::string& path);
  Status note_cursor(sluice::Batch into, bool end);
  // Moves files that are read to the list, so that the cursor stays small.
  Status shorten_cursor();
  bool takes_away() const { return settings_.done != Done::kKeep; }
  bool lists() const { return settings_.incremental && !takes_away(); }

  sluice::Host host_;
  const WalkSettings& settings_;
  FolderCursor cursor_;
  ReadList list_;  // of settings that keep files and read what is added
  bool started_ = false;
  std::vector<std::string> files_;
  size_t at_ = 0;                         // the file that is read, or the next
  std::unique_ptr<RecordReader> reader_;  // of the file at at_
  FileInfo info_{};                       // of that file, when it was opened
};

}  // namespace file_plugin
