#include "loader/library.hpp"

#include <dlfcn.h>

#include <boost/dll/shared_library.hpp>
#include <string>

#include "platform/call_site.hpp"

namespace sluice::loader {
namespace {

namespace dll = boost::dll;

// Now: a missing function is reported here and does not end the process at its first call. Local:
// plugins do not see each other. No delete: threads, thread-local destructors and statics of a
// plugin may run late; Boost has no name for this flag and passes it on.
dll::load_mode::type mode() {
  return dll::load_mode::rtld_now | dll::load_mode::rtld_local |
         static_cast<dll::load_mode::type>(RTLD_NODELETE);
}

}  // namespace

Result<const sluice_entry_v1*> open_library(const std::filesystem::path& path) {
  try {
    // The throwing form: the error code's text is always "Bad file descriptor".
    const std::string name = "plugin " + path.string();
    const platform::InCall in_call("", name.c_str(), "load");  // its constructors run
    const dll::shared_library library(path, mode());
    const auto* entry = &library.get<const sluice_entry_v1>("sluice_plugin_v1");
    platform::note_plugin(path.c_str(), entry);
    return entry;
  } catch (const std::exception& e) {
    return Status(SLUICE_E_UNSUPPORTED, std::string("cannot be opened: ") + e.what());
  }
}

}  // namespace sluice::loader
