#include "app/wiring/state_folder.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "platform/private_file.hpp"

namespace sluice::app {

namespace fs = std::filesystem;

namespace {

// Files that runs create there.
constexpr std::array<std::string_view, 7> kOwn = {
    "sluice.db", "server.lock", "control.sock", "locks", "work", "unreadable-", "backups"};

std::string octal(uint32_t mode) {
  std::string out;
  for (int shift = 6; shift >= 0; shift -= 3) out += static_cast<char>('0' + ((mode >> shift) & 7));
  return "0" + out;
}

bool holds_state_only(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (std::none_of(kOwn.begin(), kOwn.end(),
                     [&](std::string_view own) { return name.compare(0, own.size(), own) == 0; }))
      return false;
  }
  return !error;
}

// 0 if it is not there.
uint32_t permissions_of(const fs::path& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  return fs::exists(status) ? static_cast<uint32_t>(status.permissions()) & 0777 : 0;
}

// Tasks hold records, which others must not read.
Status close_to_others(const StateFolder& folder) {
  if (!is_too_open(folder)) return {};
  std::error_code error;
  const uint32_t mode = permissions_of(folder.path);
  if (holds_state_only(folder.path)) {
    fs::permissions(folder.path, fs::perms(0700 | (mode & folder.mode)), error);
    if (!error) return {};
  }
  return {SLUICE_E_INVALID,
          "the state folder " + folder.path + " is open to others (mode " + octal(mode) +
              "), and tasks hold records; run: chmod go-rwx " + folder.path +
              ", name a folder of its own in host.state, or allow it with host.state_mode: \"" +
              octal(mode) + "\""};
}

}  // namespace

std::string store_file(const std::string& folder) {
  return (fs::path(folder) / "sluice.db").string();
}

std::string work_folder(const std::string& folder) { return (fs::path(folder) / "work").string(); }

std::string server_lock_file(const std::string& folder) {
  return (fs::path(folder) / "server.lock").string();
}

std::string locks_folder(const std::string& folder) {
  return (fs::path(folder) / "locks").string();
}

std::string pipeline_lock_file(const std::string& folder, const std::string& pipeline) {
  return (fs::path(locks_folder(folder)) / pipeline.substr(0, pipeline.find('/'))).string();
}

std::string new_state_words(const std::string& folder) {
  std::error_code error;
  if (fs::exists(store_file(folder), error)) return {};
  return "the state folder " + folder +
         " is new: pipelines begin at their start (if they ran before, it was removed, or "
         "host.state names another one: stop, and see sluice state restore)";
}

// Both are made when there is a store.
Status check_store_there(const std::string& folder) {
  std::error_code error;
  if (fs::exists(store_file(folder), error)) return {};
  const auto has_some = [&](const std::string& path) {
    for (fs::recursive_directory_iterator at(path, error), end; !error && at != end;
         at.increment(error))
      if (at->is_regular_file(error)) return true;
    return false;
  };
  const std::string copies = (fs::path(folder) / "backups").string(), work = work_folder(folder);
  const bool has_copies = has_some(copies);
  if (!has_copies && !has_some(work)) return {};
  return {
      SLUICE_E_INVALID,
      store_file(folder) +
          " is gone, with the places and tasks of all pipelines, though runs kept it here. Put "
          "a copy back: sluice state restore CONFIG FILE" +
          (has_copies ? " (copies are in " + copies + ")" : std::string()) +
          ". To begin every pipeline at its start instead, which delivers everything again, move "
          "this folder away: " +
          folder};
}

bool is_too_open(const StateFolder& folder) {
  return (permissions_of(folder.path) & 077 & ~folder.mode) != 0;
}

Status make_state_folder(const StateFolder& folder) {
  if (Status s = platform::make_private_folder(folder.path); !s)
    return {s.code(), "the state folder " + s.message() + "; set host.state or --state"};
  return close_to_others(folder);
}

}  // namespace sluice::app
