// Writes to a part file next to the file, with a random name at which nobody can have put a link,
// and renames it to the file when the walk is over and committed. Until then readers see the old
// one. On the publisher's lane.
#pragma once

#include <optional>
#include <string>

#include "growing_file.hpp"
#include "target.hpp"

namespace file_plugin {

class ReplaceTarget final : public Target {
 public:
  ReplaceTarget(const std::string& path, Frame frame);
  ~ReplaceTarget() override { drop_part(); }
  ReplaceTarget(const ReplaceTarget&) = delete;
  ReplaceTarget& operator=(const ReplaceTarget&) = delete;

  Status resume(std::string_view position) override;
  Status write(std::string_view lines, const Cancel& cancel) override;
  Result<std::string> flush(bool last) override;
  // May be repeated; does nothing unless the last flush was the walk's last.
  Status finish() override;
  // Removes the part, also one that a position refers to.
  void discard();
  // The walk's records come again from the first: the part is emptied.
  Status restart() override;
  bool at_start() const override { return !file_ || records_end_.value_or(file_->length()) == 0; }

 private:
  Status check_path() const;
  // The part is ours alone.
  Status check_undisturbed() const;
  // Keeps other writers of the file out, if there is one.
  Status lock_target();
  bool is_part(const std::string& path) const;
  Status start_anew();
  // Closes the part, and removes it if no position refers to it.
  void drop_part();
  // Opens the part that a position refers to, cut to what was committed. Nobody else knows its
  // name, so the bytes after that are ours.
  Result<GrowingFile> reopen(const Place& place) const;
  // Repeats the renaming of a walk that was committed as complete.
  Status finish_earlier(const Place& place);
  Status put_in_place(const File& part);

  // Takes off what completed the file, since more records come.
  Status reopen_document();

  std::string path_;
  Frame frame_;
  std::optional<File> target_;       // the old file, for its lock
  std::optional<GrowingFile> file_;  // the part
  bool known_ = false;               // a position refers to it
  bool complete_ = false;
  std::optional<uint64_t> records_end_;  // of a file that is completed
};

}  // namespace file_plugin
