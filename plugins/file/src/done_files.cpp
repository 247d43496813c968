#include "done_files.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "folder_cursor.hpp"

namespace file_plugin {
namespace {

namespace fs = std::filesystem;

Status failed(const std::string& what, const std::error_code& error) {
  Status status(SLUICE_E_UNAVAILABLE, what + ": " + error.message());
  return status.with_remote_code(error.value());
}

// Another file of this name, from an earlier day, stays.
fs::path free_name(const fs::path& wanted) {
  fs::path out = wanted;
  std::error_code ignored;
  for (int i = 1; fs::exists(fs::symlink_status(out, ignored)); i++)
    out = wanted.string() + "." + std::to_string(i);
  return out;
}

Status move_file(const std::string& path, const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return failed("cannot make the folder " + folder, error);
  const fs::path to = free_name(fs::path(folder) / fs::path(path).filename());
  Status status = rename_file(path, to.string());
  if (!status && status.remote_code() == EXDEV)
    return {SLUICE_E_INVALID, "cannot move " + path + " to " + folder +
                                  ": move_to has to be on the same file system"};
  if (!status) return status;
  sync_folder_of(to.string());
  sync_folder_of(path);
  return {};
}

Status delete_file(const std::string& path) {
  std::error_code error;
  fs::remove(path, error);
  return error ? failed("cannot delete " + path, error) : Status();
}

}  // namespace

Status take_away(const std::vector<std::string>& files, const std::set<uint64_t>& done,
                 const WalkSettings& settings) {
  if (done.empty()) return {};
  for (const std::string& path : files) {
    const auto info = look(path);
    if (!info || !done.count(hash_of_file(path, *info))) continue;
    Status status =
        settings.done == Done::kMove ? move_file(path, settings.move_to) : delete_file(path);
    if (!status) return status;
  }
  return {};
}

}  // namespace file_plugin
