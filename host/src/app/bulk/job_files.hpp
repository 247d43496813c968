// Keeps bulk jobs in a folder, a file each, so that a restart forgets none. One thread at a time.
#pragma once

#include <filesystem>
#include <vector>

#include "app/bulk/jobs.hpp"

namespace sluice::app {

class JobFiles {
 public:
  explicit JobFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // By id. What is no job is left out.
  std::vector<Job> load() const;
  // Durably. E_INTERNAL: it cannot be written.
  Status save(const Job& job) const;
  void remove(int64_t id) const;

 private:
  std::filesystem::path file_of(int64_t id) const;

  const std::filesystem::path folder_;
};

}  // namespace sluice::app
