// A library of the system, or a part of the host, that is loaded while the program runs, and stays
// until it ends. Plugins are not loaded here but by host/src/loader. Any thread.
#pragma once

#include <string>

namespace sluice::platform {

class LazyLibrary {
 public:
  // Bound lazily: what nobody calls costs nothing. Throws std::runtime_error with the system's
  // words if it cannot be loaded.
  explicit LazyLibrary(const std::string& file);

  // A function by its name and type; throws std::runtime_error if the library has none.
  template <class Function>
  Function* function(const char* name) const {
    return reinterpret_cast<Function*>(address(name));
  }

 private:
  void* address(const char* name) const;

  void* handle_;
};

// Where a library that belongs to the host lies: bin/../lib, seen from the program itself.
std::string own_library(const std::string& file);

}  // namespace sluice::platform
