// Standard output, or the null device: written data cannot be taken back, so there is no
// position. On the publisher's lane.
#pragma once

#include <string>

#include "posix_file.hpp"
#include "target.hpp"

namespace file_plugin {

class StreamTarget final : public Target {
 public:
  static StreamTarget standard_output(Frame frame);
  static Result<StreamTarget> open(const std::string& path, Frame frame);

  Status resume(std::string_view) override { return {}; }
  Status write(std::string_view lines, const Cancel& cancel) override;
  Result<std::string> flush(bool last) override;
  Status finish() override { return {}; }
  bool at_start() const override { return !written_; }

 private:
  StreamTarget(File file, Frame frame)
      : file_(std::move(file)), frame_(std::move(frame)), terminal_(file_.is_terminal()) {}
  Status put(std::string_view text, const Cancel& cancel);

  File file_;
  Frame frame_;
  bool terminal_;  // a person reads it
  bool written_ = false;
  bool closed_ = false;
};

}  // namespace file_plugin
