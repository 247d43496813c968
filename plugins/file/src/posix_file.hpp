// An open file and the system calls on it, each with a message that names the path. The only part
// of this plugin that depends on the operating system. For one thread.
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
  uint64_t links;      // names it has; 0: removed
  int64_t changed_ns;  // when content or attributes last changed
  uint32_t mode;
  bool same_file(const FileInfo& other) const {
    return device == other.device && inode == other.inode;
  }
};

// The file at a path, links followed; nothing if there is none or it cannot be examined.
std::optional<FileInfo> look(const std::string& path);
// Lexically absolute: with another working folder it is another path.
std::string absolute_path(std::string_view path);
// The path after following links, if it exists.
std::string resolved_path(const std::string& path);

class File {
 public:
  // All writes append. kNew makes a file that must not exist, kPrivate one for its
  // owner only, kOwn opens what these made; none of them follows a link at the path.
  enum class Access { kRead, kWrite, kWriteOrCreate, kNew, kPrivate, kOwn };
  // E_INVALID if the path cannot be opened that way.
  static Result<File> open(const std::string& path, Access access);
  // A descriptor owned by other code (standard input and output).
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
  // All of `text` to the end, or a failure (E_UNAVAILABLE; E_INVALID if the file may not become
  // longer) that has written `*written` bytes of it.
  Status append(std::string_view text, uint64_t* written = nullptr) const;
  Status write_stream(std::string_view text, const Cancel& cancel) const;
  bool is_terminal() const;
  Status truncate(uint64_t size) const;
  Status sync() const;
  Status set_mode(uint32_t mode) const;
  // Until the file is closed, there is no other holder of this lock. E_INVALID if there is one.
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

// Removes the file at the path, a link itself; ignores failures.
void remove_file(const std::string& path);
// In one step; durable with sync_folder_of.
Status rename_file(const std::string& from, const std::string& to);
void sync_folder_of(const std::string& path);

}  // namespace file_plugin
