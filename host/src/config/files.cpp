#include "config/files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "config/parse.hpp"

namespace sluice::config {
namespace {

namespace fs = std::filesystem;

bool is_config_name(const fs::path& name) {
  constexpr std::array<const char*, 3> kEndings = {".yaml", ".yml", ".json"};
  const std::string ending = name.extension().string();
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

bool is_test_name(const fs::path& name) { return name.stem().extension() == ".test"; }

bool is_hidden(const fs::path& path) { return path.filename().string().substr(0, 1) == "."; }

// What components keep there may have any name. Before the first run there may only be the tokens
// of people who are to use the server.
bool is_state_folder(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / "sluice.db", error) ||
         fs::exists(folder / "access_tokens.json", error);
}

void collect(const fs::path& folder, std::vector<std::string>& files, std::error_code& error) {
  fs::recursive_directory_iterator at(folder, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    std::error_code unknown;
    const bool is_folder = at->is_directory(unknown);
    if (is_folder && (is_hidden(at->path()) || is_state_folder(at->path())))
      at.disable_recursion_pending();
    else if (!is_folder && !is_hidden(at->path()) && is_config_name(at->path()))
      files.push_back(at->path().string());
  }
}

void apply(const Replaced& replaced, std::vector<std::string>& files) {
  for (const auto& [name, text] : replaced) {
    std::erase(files, name);
    if (text && is_config_name(name)) files.push_back(name);
  }
}

}  // namespace

std::vector<std::string> config_files(const std::string& path, Problems& problems,
                                      const Replaced& replaced, bool may_be_empty) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> files;
  collect(path, files, error);
  if (error) {
    problems.add({}, "", "the folder cannot be read: " + error.message());
    return {};
  }
  apply(replaced, files);
  if (files.empty() && !may_be_empty)
    problems.add({}, "", "there is no config file in this folder (*.yaml, *.yml, *.json)");
  if (files.size() > kMaxConfigFiles) {
    problems.add({}, "",
                 "the folder has more than " + std::to_string(kMaxConfigFiles) +
                     " config files; is it the right one?");
    return {};
  }
  std::erase_if(files, is_test_name);
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> test_files(const std::string& path) {
  std::error_code error;
  std::vector<std::string> out;
  if (fs::is_directory(path, error)) {
    collect(path, out, error);
    std::erase_if(out, [](const std::string& file) { return !is_test_name(file); });
    std::sort(out.begin(), out.end());
    return out;
  }
  const fs::path config(path);
  const fs::path beside =
      config.parent_path() / (config.stem().string() + ".test" + config.extension().string());
  if (fs::exists(beside, error)) out.push_back(beside.string());
  return out;
}

std::optional<std::string> read_file(const std::string& file, Problems& problems,
                                     const Replaced& replaced) {
  if (const auto found = replaced.find(file); found != replaced.end()) {
    if (!found->second) problems.add({}, "", "there is no such file");
    return found->second;
  }
  std::error_code error;
  if (fs::is_directory(file, error)) {
    problems.add({}, "", "is a folder, and not a file; name a file in it");
    return std::nullopt;
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    problems.add({}, "",
                 fs::exists(file, error) ? "the file cannot be read; check its permissions"
                                         : "there is no such file");
    return std::nullopt;
  }
  // Part by part: filling 4 MiB with zeros first took a twelfth of the start.
  std::string text;
  char part[16 * 1024];
  while (text.size() <= kMaxConfigSize && (in.read(part, sizeof part), in.gcount() > 0))
    text.append(part, static_cast<size_t>(in.gcount()));
  return text;
}

std::string folder_of(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(path).lexically_normal();
  return (fs::is_directory(whole, error) ? whole : whole.parent_path()).string();
}

}  // namespace sluice::config
