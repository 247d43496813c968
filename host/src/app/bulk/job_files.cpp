#include "app/bulk/job_files.hpp"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "app/bulk/job_text.hpp"
#include "config/parse.hpp"
#include "platform/private_file.hpp"
#include "platform/whole_file.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

std::optional<Job> job_in(const fs::path& file) {
  const auto text = platform::read_whole(file);
  config::Problems problems("job");
  const auto node = text ? config::parse_json(*text, problems) : std::nullopt;
  if (!node || !problems.empty() || !node->is(config::Kind::kObject)) return std::nullopt;
  return job_of(*node);
}

}  // namespace

fs::path JobFiles::file_of(int64_t id) const { return folder_ / (std::to_string(id) + ".json"); }

std::vector<Job> JobFiles::load() const {
  std::vector<Job> out;
  std::error_code error;
  fs::directory_iterator at(folder_, error);
  for (const fs::directory_iterator end; !error && at != end; at.increment(error))
    if (at->path().extension() == ".json")
      if (auto job = job_in(at->path())) out.push_back(*std::move(job));
  std::sort(out.begin(), out.end(), [](const Job& a, const Job& b) { return a.id < b.id; });
  return out;
}

Status JobFiles::save(const Job& job) const {
  if (Status s = platform::make_private_folder(folder_); !s) return s;
  return platform::write_whole(file_of(job.id), config::to_json(kept_job_node(job)) + "\n");
}

void JobFiles::remove(int64_t id) const {
  std::error_code gone;
  fs::remove(file_of(id), gone);
}

}  // namespace sluice::app
