#include "file_pattern.hpp"

#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "posix_file.hpp"

namespace file_plugin {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnfinished = ".part";

bool is_regular(const std::string& path) {
  const auto there = look(path);
  return there && there->kind == Kind::kRegular;
}

Result<std::vector<std::string>> files_in(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.front() != '.' && !name.ends_with(kUnfinished)) out.push_back(at->path().string());
  }
  if (!error) return out;
  return Status(SLUICE_E_INVALID,
                "cannot read the folder " + folder + ": " + error.message() +
                    (error == std::errc::no_such_file_or_directory ? "; make it" : ""));
}

Result<std::vector<std::string>> files_like(const std::string& pattern) {
  std::vector<std::string> out;
  glob_t found{};
  const int code = ::glob(pattern.c_str(), GLOB_ERR | GLOB_NOSORT, nullptr, &found);
  for (size_t i = 0; code == 0 && i < found.gl_pathc; i++) out.emplace_back(found.gl_pathv[i]);
  ::globfree(&found);
  const bool unfinished_wanted = pattern.ends_with(kUnfinished);
  if (!unfinished_wanted)
    std::erase_if(out, [](const std::string& path) { return path.ends_with(kUnfinished); });
  if (code == 0) return out;
  const fs::path folder = fs::path(pattern).parent_path();
  if (code == GLOB_NOMATCH && (is_pattern(folder.string()) || look(folder.string()))) return out;
  return Status(SLUICE_E_INVALID, "cannot look for files at " + pattern + ": the folder " +
                                      folder.string() + " does not exist or cannot be read");
}

}  // namespace

bool is_pattern(const std::string& path) { return path.find_first_of("*?[") != path.npos; }

Result<std::vector<std::string>> files_at(const std::string& path) {
  const auto there = look(path);
  auto files = there && there->kind == Kind::kFolder ? files_in(path) : files_like(path);
  if (!files) return files;
  std::erase_if(*files, [](const std::string& file) { return !is_regular(file); });
  std::sort(files->begin(), files->end());
  return files;
}

}  // namespace file_plugin
