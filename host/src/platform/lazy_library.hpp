// A library of the system, or a part of the host, that is loaded while the program runs, and stays
// until it ends. Plugins are not loaded here but by host/src/loader. Any thread.
#pragma once

#include <string>

namespace sluice::platform {

class LazyLibrary {
 public:
  // Bound lazily: unused functions cost nothing. Throws std::runtime_error with the system's
  // message if it cannot be loaded.
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

// A library that belongs to the host: it is in bin/../lib, seen from the program itself.
struct OwnLibrary {
  std::string name;     // of the file
  std::string used_by;  // for the message: "listening needs"
  std::string
      depends;  // the system's library it needs, and its package: "libcurl (Debian: libcurl4)"
};

// Throws std::runtime_error, which names the file, its user, the reason and what to do.
LazyLibrary load(const OwnLibrary& library);

}  // namespace sluice::platform
