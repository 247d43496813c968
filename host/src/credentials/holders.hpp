// Names the processes that hold leases, so another process can check whether a holder lives. Any
// thread.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "platform/alive_file.hpp"
#include "sluice/result.hpp"

namespace sluice::credentials {

class Holders {
 public:
  // `folder`: where all processes that share the leases keep their lock files; it exists when the
  // first name is made. Empty: no lock file, so a lease of a dead process ends by its time.
  explicit Holders(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // A name for one lease of this process.
  Result<std::string> new_holder();
  // The process that made this name is certainly dead.
  bool is_dead(std::string_view holder) const;
  // "process 4711", for messages.
  std::string process_of(std::string_view holder) const;

 private:
  const std::filesystem::path folder_;
  std::mutex mutex_;
  std::string id_;  // of this process
  std::optional<platform::AliveFile> proof_;
};

}  // namespace sluice::credentials
