// A target that is a real file.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <utility>

#include "fakes.hpp"

namespace sluice::test {

// Appends with committed length.
class RealFile {
 public:
  explicit RealFile(const std::string& path)
      : fd_(open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {}
  ~RealFile() { close(fd_); }
  RealFile(const RealFile&) = delete;
  RealFile& operator=(const RealFile&) = delete;
  pipeline::Target target(std::string name = "publishers[0] (file)") {
    return {std::move(name), "file", this, &kTable};
  }
  // Asked before each batch; true: it is down.
  std::function<bool()> is_down;

 private:
  static int fd(void* self) { return static_cast<RealFile*>(self)->fd_; }
  static sluice_status resume(void* self, sluice_slice position, const sluice_cancel*,
                              sluice_error*) {
    if (!position.size) return SLUICE_OK;  // a file may have been there before: nothing is cut
    const off_t length = std::stol(std::string(view(position)));
    return ftruncate(fd(self), length) == 0 ? SLUICE_OK : SLUICE_E_INTERNAL;
  }
  static sluice_status publish(void* self, sluice_batch* batch, sluice_outcome*,
                               const sluice_cancel*, sluice_error* error) {
    if (const auto& is_down = static_cast<RealFile*>(self)->is_down; is_down && is_down())
      return fail(error, SLUICE_E_UNAVAILABLE, "no route to the file");
    for (size_t i = 0; i < batch->count; i++) {
      const std::string line = text_of(batch, i) + "\n";
      if (write(fd(self), line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        return SLUICE_E_INTERNAL;
    }
    return SLUICE_OK;
  }
  static sluice_status flush(void* self, int32_t, sluice_text* out, const sluice_cancel*,
                             sluice_error*) {
    if (fdatasync(fd(self)) != 0) return SLUICE_E_INTERNAL;
    const std::string text = std::to_string(lseek(fd(self), 0, SEEK_END));
    out->put(out, slice(text));
    return SLUICE_OK;
  }
  static constexpr sluice_publisher kTable = {sizeof(sluice_publisher),
                                              resume,
                                              publish,
                                              flush,
                                              nullptr,
                                              nullptr,
                                              nullptr,
                                              nullptr,
                                              nullptr};
  int fd_;
};

}  // namespace sluice::test
