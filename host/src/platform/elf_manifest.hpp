// Reads a plugin's manifest section from a shared library without running any of its code, and
// without reading more of it than the tables that lead there. Every offset is checked: for a
// hostile file it returns a reason, and never crashes. No state.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/manifest.h"
#include "sluice/result.hpp"

namespace sluice::platform {

struct LibraryManifest {
  sluice_manifest_header header;
  std::string json;    // not parsed
  bool exports_entry;  // the dynamic symbol table defines `sluice_plugin_v1`
};

// Copies `size` bytes from `offset` of the library to `to`; false if they cannot be read. Called
// only with ranges within the library's size.
using ReadLibrary = std::function<bool(uint64_t offset, char* to, size_t size)>;

// Fails with E_INVALID and what is wrong: not ELF, 32 bits, another byte order or machine, not a
// shared object, cut off, no section, section damaged.
Result<LibraryManifest> read_library_manifest(const ReadLibrary& read, uint64_t size);

// Of a library in memory.
Result<LibraryManifest> read_library_manifest(std::string_view file);

}  // namespace sluice::platform
