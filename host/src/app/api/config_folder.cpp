#include "app/api/config_folder.hpp"

#include <unistd.h>

#include <algorithm>

#include "app/access/secret_text.hpp"
#include "app/api/etag.hpp"
#include "config/files.hpp"
#include "platform/whole_file.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

constexpr size_t kLongestPath = 500;

Status no_such_path(std::string_view path, const std::string& why) {
  return {SLUICE_E_INVALID,
          "\"" + std::string(path) + "\" cannot be a file of the configuration: " + why};
}

bool has_config_ending(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".yaml" || ending == ".yml" || ending == ".json";
}

// Characters that mean something to a shell, a terminal or a URL are of no use in these names.
bool is_plain(std::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7f &&
           std::string_view("\\:*?\"<>|").find(c) == std::string_view::npos;
  });
}

bool is_within(const fs::path& inner, const fs::path& outer) {
  const auto [end, ignored] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return end == outer.end();
}

std::string test_name_of(const fs::path& config) {
  return config.stem().string() + ".test" + config.extension().string();
}

}  // namespace

std::string tag_of_text(std::string_view text) { return quoted_tag(hash_of(text).substr(0, 32)); }

ConfigFolder::ConfigFolder(std::string config)
    : config_(std::move(config)),
      is_folder_(fs::is_directory(config_)),
      folder_(config::folder_of(config_)) {}

std::string ConfigFolder::name_of(std::string_view path) const {
  const fs::path config(config_);
  return is_folder_ ? (config / path).string() : (config.parent_path() / path).string();
}

std::string ConfigFolder::path_of(const std::string& name) const {
  const fs::path whole = fs::absolute(fs::path(name)).lexically_normal();
  const fs::path out = whole.lexically_relative(folder_);
  return out.empty() || out.begin()->string() == ".." ? name : out.string();
}

fs::path ConfigFolder::place_of(std::string_view path) const { return folder_ / path; }

Status ConfigFolder::check_path(std::string_view path) const {
  const fs::path relative(path);
  if (path.empty() || path.size() > kLongestPath || !is_plain(path))
    return no_such_path(path, "it is empty, too long, or has characters that no name needs");
  if (!has_config_ending(relative))
    return no_such_path(path, "its name ends with none of .yaml, .yml and .json");
  if (relative.is_absolute() || relative.lexically_normal() != relative)
    return no_such_path(path, "it is not the plain path below the folder");
  for (const fs::path& part : relative)
    if (part.string().starts_with(".")) return no_such_path(path, "a part begins with a dot");
  const std::string own = fs::path(config_).filename().string();
  if (!is_folder_ && path != own && path != test_name_of(config_))
    return no_such_path(path, "the configuration is the one file " + own);
  std::error_code error;
  const fs::path real = fs::weakly_canonical(place_of(path), error);
  if (error || !is_within(real, fs::weakly_canonical(folder_, error)))
    return no_such_path(path, "it leads out of the folder");
  for (fs::path above = real.parent_path(); is_within(above, folder_) && above != folder_;
       above = above.parent_path())
    if (fs::exists(above / "sluice.db", error))
      return no_such_path(path, "it is in a state folder");
  return {};
}

std::vector<ConfigFile> ConfigFolder::files() const {
  config::Problems problems(config_);
  std::vector<std::string> names = config::config_files(config_, problems);
  for (std::string& name : config::test_files(config_)) names.push_back(std::move(name));
  std::vector<ConfigFile> out;
  for (const std::string& name : names) {
    const std::string path = path_of(name);
    const auto text = check_path(path) ? read(path) : std::nullopt;
    if (!text) continue;
    out.push_back({path, text->size(), tag_of_text(*text), ::access(name.c_str(), W_OK) == 0});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return out;
}

std::optional<std::string> ConfigFolder::read(std::string_view path) const {
  std::error_code error;
  if (!fs::is_regular_file(place_of(path), error)) return std::nullopt;
  return platform::read_whole(place_of(path));
}

// A link within the folder stays one.
Status ConfigFolder::write(std::string_view path, std::string_view text) const {
  std::error_code error;
  const fs::path place = fs::weakly_canonical(place_of(path), error);
  fs::create_directories(place.parent_path(), error);
  return platform::write_whole(place, text);
}

Status ConfigFolder::remove(std::string_view path) const {
  std::error_code error;
  fs::remove(place_of(path), error);
  return error ? Status::internal(std::string(path) + " cannot be removed: " + error.message())
               : Status();
}

}  // namespace sluice::app
