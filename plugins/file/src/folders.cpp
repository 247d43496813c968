#include "folders.hpp"

#include <filesystem>
#include <system_error>

namespace file_plugin {

namespace fs = std::filesystem;

sluice::Status make_folder_of(const std::string& path) {
  std::error_code error;
  const fs::path folder = fs::path(path).parent_path();
  fs::create_directories(folder, error);
  if (!error) return {};
  return {SLUICE_E_INVALID, "cannot make the folder " + folder.string() + ": " + error.message()};
}

}  // namespace file_plugin
