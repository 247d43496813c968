// Reads a plugin's manifest section out of a shared library's bytes without running any of its
// code. Every offset is checked, so a hostile file gives a reason, never a crash. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/result.hpp"

namespace sluice::platform {

struct LibraryManifest {
  sluice_manifest_header header;
  std::string json;    // not looked into
  bool exports_entry;  // the dynamic symbol table defines `sluice_plugin_v1`
};

// `file`: the whole library. Fails with E_INVALID and what is wrong: not ELF, 32 bits, another
// byte order or machine, not a shared object, cut off, no section, section damaged.
Result<LibraryManifest> read_library_manifest(std::string_view file);

}  // namespace sluice::platform
