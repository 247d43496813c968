#include "work_folder.hpp"

#include "sluice/ext/work_folder.h"

namespace file_plugin {

sluice::Result<std::string> work_folder(const sluice::Host& host) {
  auto* table = host.extension<sluice_work_folder>(SLUICE_EXT_WORK_FOLDER);
  if (!table) return std::string();
  sluice::detail::StringText folder;
  sluice_error error{};
  error.struct_size = sizeof error;
  const auto code = table->path(host.abi(), &folder.abi, &error);
  if (code == SLUICE_E_UNSUPPORTED) return std::string();
  if (code) return sluice::Status::from(error, code);
  return folder.value;
}

}  // namespace file_plugin
