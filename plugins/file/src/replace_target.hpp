// Writes beside the file, to `path.part`, and puts it in the file's place when the walk is over
// and committed. Until then readers see the old one. On the publisher's lane.
#pragma once

#include <optional>
#include <string>

#include "growing_file.hpp"
#include "target.hpp"

namespace file_plugin {

class ReplaceTarget final : public Target {
 public:
  explicit ReplaceTarget(const std::string& path);

  Status resume(std::string_view position) override;
  Status write(std::string_view lines, const Cancel& cancel) override;
  Result<std::string> flush(bool last) override;
  // May be repeated; does nothing unless the last flush was the walk's last.
  Status finish() override;
  // The walk's records come again from the first: what was written of it goes.
  Status restart() override;

 private:
  Status check_path() const;
  Status start_anew();
  // Repeats the renaming of a walk that was committed as complete.
  Status finish_earlier(const Place& place);
  Status put_in_place(const File& part);

  std::string path_, part_;
  std::optional<GrowingFile> file_;
  bool complete_ = false;
};

}  // namespace file_plugin
