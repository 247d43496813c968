// Appends to a file and knows its committed length: what a killed run left behind it is cut off,
// so that the file gets every record once. On the publisher's lane.
#pragma once

#include <optional>
#include <string>

#include "growing_file.hpp"
#include "target.hpp"

namespace file_plugin {

class AppendTarget final : public Target {
 public:
  explicit AppendTarget(std::string path) : path_(std::move(path)) {}

  Status resume(std::string_view position) override;
  Status write(std::string_view lines, const Cancel& cancel) override;
  Result<std::string> flush(bool last) override;
  Status finish() override { return {}; }

 private:
  Status start_anew();

  std::string path_;
  std::optional<GrowingFile> file_;  // set by resume
};

}  // namespace file_plugin
