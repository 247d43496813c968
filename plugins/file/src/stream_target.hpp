// Standard output, or the null device: nothing that was written can be taken back, so there is no
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
  Status write(std::string_view lines, const Cancel& cancel) override {
    return file_.write_stream(lines, cancel);
  }
  Result<std::string> flush(bool) override { return std::string(); }
  Status finish() override { return {}; }

 private:
  explicit StreamTarget(File file) : file_(std::move(file)) {}
  File file_;
};

}  // namespace file_plugin
