#include "platform/lazy_library.hpp"

#include <dlfcn.h>

#include <filesystem>
#include <stdexcept>
#include <string_view>

namespace sluice::platform {
namespace {

[[noreturn]] void fail() {
  const char* why = ::dlerror();
  throw std::runtime_error(why ? why : "for no reason that the system reports");
}

std::string own_path(const std::string& name) {
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
  return (program.parent_path().parent_path() / "lib" / name).string();
}

// `why` is the system's message, which begins with the file that is wrong: this one or one that it
// needs.
std::string what_to_do(const std::string& file, std::string_view why, const std::string& depends) {
  const bool itself = why.starts_with(file + ": ");
  if (itself) why.remove_prefix(file.size() + 2);
  return std::string(why) +
         (itself ? "; install it again, from the release of this program" : "; install " + depends);
}

}  // namespace

// No delete: code it started (such as OpenSSL's exit handlers) may run until the end.
LazyLibrary::LazyLibrary(const std::string& file)
    : handle_(::dlopen(file.c_str(), RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE)) {
  if (!handle_) fail();
}

void* LazyLibrary::address(const char* name) const {
  void* found = ::dlsym(handle_, name);
  if (!found) fail();
  return found;
}

LazyLibrary load(const OwnLibrary& library) {
  const std::string file = own_path(library.name);
  try {
    return LazyLibrary(file);
  } catch (const std::exception& e) {
    throw std::runtime_error("cannot load " + file + ", which " + library.used_by + ": " +
                             what_to_do(file, e.what(), library.depends));
  }
}

}  // namespace sluice::platform
