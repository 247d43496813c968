#include "stream_target.hpp"

#include <utility>

#include "sluice/printable.hpp"

namespace file_plugin {

StreamTarget StreamTarget::standard_output(Frame frame) {
  return {File::borrowed(1, "standard output"), std::move(frame)};
}

Result<StreamTarget> StreamTarget::open(const std::string& path, Frame frame) {
  auto file = File::open(path, File::Access::kWrite);
  if (!file) return file.status();
  return StreamTarget(*std::move(file), std::move(frame));
}

// Terminal control characters are escaped, which does not change the meaning of JSON text.
Status StreamTarget::put(std::string_view text, const Cancel& cancel) {
  if (!terminal_) return file_.write_stream(text, cancel);
  return file_.write_stream(sluice::printable_lines(text), cancel);
}

Status StreamTarget::write(std::string_view lines, const Cancel& cancel) {
  written_ = true;
  return put(lines, cancel);
}

Result<std::string> StreamTarget::flush(bool last) {
  if (!last || std::exchange(closed_, true)) return std::string();
  const Status status = put(frame_.closing_of(written_), Cancel(nullptr));
  return status ? Result<std::string>(std::string()) : status;
}

}  // namespace file_plugin
