#include "platform/lazy_library.hpp"

#include <dlfcn.h>

#include <filesystem>
#include <stdexcept>

namespace sluice::platform {
namespace {

[[noreturn]] void fail() {
  const char* why = ::dlerror();
  throw std::runtime_error(why ? why : "for no reason that the system tells");
}

}  // namespace

// No delete: what it started (OpenSSL's handlers at exit, for one) may run until the end.
LazyLibrary::LazyLibrary(const std::string& file)
    : handle_(::dlopen(file.c_str(), RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE)) {
  if (!handle_) fail();
}

void* LazyLibrary::address(const char* name) const {
  void* found = ::dlsym(handle_, name);
  if (!found) fail();
  return found;
}

std::string own_library(const std::string& file) {
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
  return (program.parent_path().parent_path() / "lib" / file).string();
}

}  // namespace sluice::platform
