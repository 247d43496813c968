#include "loader/path_policy.hpp"

#include <algorithm>
#include <system_error>

namespace sluice::loader {
namespace {

namespace fs = std::filesystem;

void add_folder(const fs::path& folder, Candidates* out) {
  std::error_code error;
  std::vector<fs::path> files;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error))
    if (entry->path().extension() == ".so") files.push_back(entry->path());
  if (error) out->refusals.push_back({folder, "cannot read this folder: " + error.message()});
  std::sort(files.begin(), files.end());
  out->files.insert(out->files.end(), files.begin(), files.end());
}

}  // namespace

Candidates find_candidates(const std::vector<fs::path>& paths) {
  Candidates out;
  for (const fs::path& path : paths) {
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error);
    const fs::file_status status = error ? fs::file_status() : fs::status(absolute, error);
    if (!fs::exists(status)) {
      out.refusals.push_back({path, "cannot find it: " + error.message()});
    } else if (fs::is_directory(status)) {
      add_folder(absolute, &out);
    } else {
      out.files.push_back(absolute);
    }
  }
  return out;
}

}  // namespace sluice::loader
