// The files of a configuration as a browser edits them: those that `sluice check` reads and those
// with its tests, by their paths within the folder. No path leads out of it. Any thread; who writes
// takes care that nobody else does.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::app {

struct ConfigFile {
  std::string path;  // "shop/products.yaml"
  uint64_t size = 0;
  std::string etag;  // of its text
  bool writable = false;
};

class ConfigFolder {
 public:
  // `config`: as the server was given it, a file or a folder.
  explicit ConfigFolder(std::string config);

  // By their paths.
  std::vector<ConfigFile> files() const;
  // E_INVALID: no path of a file that may be in this configuration, such as one with "..", hidden
  // parts, another ending, or behind a link that leads out of the folder.
  Status check_path(std::string_view path) const;
  // Nothing: there is no such file.
  std::optional<std::string> read(std::string_view path) const;
  // Durably, as one step; makes the folders above it. E_INTERNAL: it stays as it was.
  Status write(std::string_view path, std::string_view text) const;
  Status remove(std::string_view path) const;
  // As the configuration's reader calls the file (config::ReadOptions::replaced).
  std::string name_of(std::string_view path) const;
  // The other way round; a name of no file of it stays as it is.
  std::string path_of(const std::string& name) const;

 private:
  std::filesystem::path place_of(std::string_view path) const;

  const std::string config_;
  const bool is_folder_;
  const std::filesystem::path folder_;
};

// The entity tag of a file's text.
std::string tag_of_text(std::string_view text);

}  // namespace sluice::app
