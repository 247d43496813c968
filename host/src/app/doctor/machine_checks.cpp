#include "app/doctor/machine_checks.hpp"

#include <algorithm>
#include <filesystem>

#include "app/report/console.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/state_locks.hpp"
#include "config/suggest.hpp"
#include "http/text/url.hpp"
#include "platform/machine.hpp"
#include "platform/system_clock.hpp"
#include "store/sqlite_store.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kFewFiles = 1024;
constexpr uint64_t kLittleDisk = uint64_t{1} << 30;
constexpr uint64_t kHardlyAnyDisk = uint64_t{64} << 20;

// The path itself, or the nearest folder above it that there is.
fs::path existing(fs::path path) {
  std::error_code error;
  while (!fs::exists(path, error) && path.has_relative_path()) path = path.parent_path();
  return path;
}

void check_disk(const fs::path& folder, Findings& findings) {
  const auto disk = platform::disk_of(folder);
  if (!disk) return findings.push_back({Finding::kWrong, "disk", disk.status().message()});
  const std::string space = bytes_text(disk->free_bytes) + " of " + bytes_text(disk->total_bytes) +
                            " are free at " + folder.string();
  if (disk->read_only)
    findings.push_back({Finding::kWrong, "disk", folder.string() + " is mounted read-only"});
  if (disk->remote)
    findings.push_back({Finding::kWrong, "disk",
                        folder.string() +
                            " is on a network file system, where locks may fail and the "
                            "store may break; keep host.state on a local disk"});
  if (disk->free_bytes < kHardlyAnyDisk)
    return findings.push_back(
        {Finding::kWrong, "disk", space + "; runs will stop for lack of space"});
  findings.push_back(
      {disk->free_bytes < kLittleDisk ? Finding::kOdd : Finding::kFine, "disk", space});
}

// False: there is nothing to look into.
bool check_folder(const config::HostSettings& host, Findings& findings) {
  const fs::path there = existing(host.state);
  const bool made = there == fs::path(host.state);
  std::error_code error;
  if (!fs::is_directory(there, error)) {
    findings.push_back({Finding::kWrong, "state folder", there.string() + " is not a folder"});
    return false;
  }
  if (!platform::is_writable_folder(there)) {
    findings.push_back({Finding::kWrong, "state folder",
                        there.string() + " cannot be written by this user" +
                            (made ? "" : ", so " + host.state + " cannot be made in it")});
    return false;
  }
  if (is_too_open({host.state, host.state_mode}))
    findings.push_back({Finding::kWrong, "state folder",
                        host.state +
                            " is open to others, and tasks hold records; run: chmod go-rwx " +
                            host.state});
  else
    findings.push_back(
        {Finding::kFine, "state folder",
         made ? host.state : host.state + " does not exist yet; the first run makes it"});
  check_disk(there, findings);
  return made;
}

void check_store(const std::string& folder, Findings& findings) {
  std::error_code error;
  if (!fs::exists(store_file(folder), error))
    return findings.push_back({Finding::kFine, "store", "nothing is stored yet"});
  store::SqliteStore store(store_file(folder), store::SqliteStore::Mode::read_only);
  const auto states = store.states();
  if (!states) return findings.push_back({Finding::kWrong, "store", states.status().message()});
  int64_t latest_us = 0;
  for (const auto& state : *states) latest_us = std::max(latest_us, state.figures.updated_us);
  findings.push_back({Finding::kFine, "store",
                      std::to_string(states->size()) +
                          (states->size() == 1 ? " pipeline has" : " pipelines have") +
                          " run, the latest at " + time_text(latest_us)});
  if (latest_us > platform::SystemClock().unix_us())
    findings.push_back({Finding::kWrong, "clock",
                        "it is behind the latest run, " + time_text(latest_us) +
                            ": somebody set it back; schedules wait until then"});
}

// Who has it; fine either way.
void tell_lock(const Result<platform::FileLock>& lock, const std::string& place,
               Findings& findings) {
  if (lock) return;
  const bool taken = lock.status().code() == SLUICE_E_UNAVAILABLE;
  findings.push_back({taken ? Finding::kFine : Finding::kWrong, place, lock.status().message()});
}

void check_locks(const std::string& folder, const std::vector<std::string>& pipelines,
                 Findings& findings) {
  std::error_code error;
  if (!fs::exists(locks_folder(folder), error)) return;
  tell_lock(platform::FileLock::acquire(server_lock_file(folder), "the state folder"), "locks",
            findings);
  for (const std::string& pipeline : pipelines)
    if (fs::exists(pipeline_lock_file(folder, pipeline), error))
      tell_lock(lock_pipeline_file(folder, pipeline), "locks", findings);
}

}  // namespace

void check_machine(Findings& findings) {
  const bool kept = platform::is_clock_synchronised();
  findings.push_back({kept ? Finding::kFine : Finding::kOdd, "clock",
                      time_text(platform::SystemClock().unix_us()) +
                          (kept ? ", synchronised"
                                : "; nothing synchronises it: schedules and tokens rely on it "
                                  "(systemctl enable --now systemd-timesyncd)")});
  const uint64_t files = platform::open_files_limit();
  findings.push_back({files < kFewFiles ? Finding::kOdd : Finding::kFine, "open files",
                      grouped(files) + " at most" +
                          (files < kFewFiles ? "; raise it with ulimit -n, or LimitNOFILE=" : "")});
}

void check_state(const config::HostSettings& host, const std::vector<std::string>& pipelines,
                 Findings& findings) {
  if (!check_folder(host, findings)) return;
  check_store(host.state, findings);
  check_locks(host.state, pipelines, findings);
}

void check_names(const config::Config& config, Findings& findings) {
  for (const config::ClientConfig& client : config.clients) {
    const config::Node* base = client.component.node.find("base_uri");
    const auto uri = http::parse_base_uri(base ? base->text : "");
    if (!uri) continue;  // no HTTP client, or the check of the config has said so
    std::string host = uri->origin.host;
    if (host.front() == '[') host = host.substr(1, host.size() - 2);  // IPv6
    const auto addresses = platform::addresses_of(host);
    findings.push_back({addresses ? Finding::kFine : Finding::kWrong, client.component.instance,
                        addresses ? host + " is " + config::list_names(*addresses)
                                  : "the name " + host +
                                        " cannot be resolved: " + addresses.status().message() +
                                        "; see base_uri, and /etc/resolv.conf"});
  }
}

}  // namespace sluice::app
