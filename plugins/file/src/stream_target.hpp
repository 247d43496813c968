// Standard output, or the null device: written data cannot be taken back, so there is no
// position. On the publisher's lane.
#pragma once

#include <string>

#include "posix_file.hpp"
#include "target.hpp"

namespace file_plugin {

class StreamTarget final : public Target {
 public:
  static StreamTarget standard_output();
  static Result<StreamTarget> open(const std::string& path);

  Status resume(std::string_view) override { return {}; }
  Status write(std::string_view lines, const Cancel& cancel) override;
  Result<std::string> flush(bool) override { return std::string(); }
  Status finish() override { return {}; }

 private:
  explicit StreamTarget(File file) : file_(std::move(file)), terminal_(file_.is_terminal()) {}
  File file_;
  bool terminal_;  // a person reads it
};

}  // namespace file_plugin
