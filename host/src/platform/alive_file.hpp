// Proves to other processes of this machine that this one lives: a file that it keeps locked. The
// kernel releases the lock when the process dies in any way. Any thread.
#pragma once

#include <filesystem>
#include <string>

#include "platform/unique_fd.hpp"
#include "sluice/result.hpp"

namespace sluice::platform {

class AliveFile {
 public:
  // Makes `folder`/alive-ID and locks it; the folder exists. E_INVALID if it cannot be made.
  static Result<AliveFile> create(const std::filesystem::path& folder, const std::string& id);
  ~AliveFile();  // removes the file
  AliveFile(AliveFile&&) noexcept = default;
  AliveFile& operator=(AliveFile&&) = delete;

 private:
  AliveFile(std::filesystem::path file, UniqueFd fd) : file_(std::move(file)), fd_(std::move(fd)) {}
  std::filesystem::path file_;
  UniqueFd fd_;
};

// Whether the process that made the file of `id` is dead: the file is not there, or is not
// locked. The file of a dead process is removed. False where that is unknown.
bool is_dead(const std::filesystem::path& folder, const std::string& id);

// "process 4711" that made the file of `id`, for messages; "another process" if it does not say.
std::string maker_of(const std::filesystem::path& folder, const std::string& id);

}  // namespace sluice::platform
