#include "stream_target.hpp"

#include <utility>

#include "sluice/printable.hpp"

namespace file_plugin {

StreamTarget StreamTarget::standard_output() {
  return StreamTarget(File::borrowed(1, "standard output"));
}

Result<StreamTarget> StreamTarget::open(const std::string& path) {
  auto file = File::open(path, File::Access::kWrite);
  if (!file) return file.status();
  return StreamTarget(*std::move(file));
}

// Terminal control characters are escaped, which does not change the meaning of JSON text.
Status StreamTarget::write(std::string_view lines, const Cancel& cancel) {
  if (!terminal_) return file_.write_stream(lines, cancel);
  return file_.write_stream(sluice::printable_lines(lines), cancel);
}

}  // namespace file_plugin
