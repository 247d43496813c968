// An open file and the system calls on it, each with a message that names the path. The only part
// of this plugin that knows the operating system. For one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/batch.hpp"
#include "sluice/result.hpp"

namespace file_plugin {

using sluice::Cancel;
using sluice::Result;
using sluice::Status;

enum class Kind { kRegular, kFolder, kStream, kNull, kOther };

struct FileInfo {
  Kind kind;
  uint64_t device, inode, size;
  uint32_t mode;
  bool same_file(const FileInfo& other) const {
    return device == other.device && inode == other.inode;
  }
};

// What is at a path, links followed; nothing if there is nothing or it cannot be looked at.
std::optional<FileInfo> look(const std::string& path);
// Lexically absolute, so that a changed working folder is another path.
std::string absolute_path(std::string_view path);
// The path behind links, where it exists.
std::string resolved_path(const std::string& path);

class File {
 public:
  enum class Access { kRead, kWrite, kWriteOrCreate };
  // E_INVALID if the path cannot be opened that way.
  static Result<File> open(const std::string& path, Access access);
  // A descriptor somebody else closes (standard input and output).
  static File borrowed(int descriptor, std::string name);

  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  ~File();

  const std::string& path() const { return path_; }
  Result<FileInfo> info() const;

  // Up to `size` bytes at `offset`; 0: the end.
  Result<size_t> read_at(char* into, size_t size, uint64_t offset) const;
  // Up to `size` bytes of a stream; waits for them. E_CANCELLED when cancelled meanwhile.
  Result<size_t> read_stream(char* into, size_t size, const Cancel& cancel) const;
  // All of `text`, or a failure (E_UNAVAILABLE) that may have written some of it.
  Status write_at(std::string_view text, uint64_t offset) const;
  Status write_stream(std::string_view text, const Cancel& cancel) const;
  Status truncate(uint64_t size) const;
  Status sync() const;
  Status set_mode(uint32_t mode) const;
  // Until the file is closed, no other holder of this lock. E_INVALID if there is one.
  Status lock() const;

 private:
  File(int descriptor, bool owned, std::string path)
      : descriptor_(descriptor), owned_(owned), path_(std::move(path)) {}
  Status failed(std::string_view what, int error) const;
  // Waits until the descriptor is ready for `events`, or cancel.
  Status wait(short events, const Cancel& cancel) const;

  int descriptor_;
  bool owned_;
  std::string path_;
};

// Renames, and makes the names in the folder durable.
Status rename_file(const std::string& from, const std::string& to);
void sync_folder_of(const std::string& path);

}  // namespace file_plugin
