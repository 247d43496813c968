#include "stream_target.hpp"

#include <utility>

namespace file_plugin {

StreamTarget StreamTarget::standard_output() {
  return StreamTarget(File::borrowed(1, "standard output"));
}

Result<StreamTarget> StreamTarget::open(const std::string& path) {
  auto file = File::open(path, File::Access::kWrite);
  if (!file) return file.status();
  return StreamTarget(*std::move(file));
}

}  // namespace file_plugin
