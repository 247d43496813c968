// What the host knows about a plugin from its manifest alone, without running its code. Plain
// values; the registry owns them and never moves them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::loader {

struct PluginInfo;

enum class Kind { kClient, kSubscriber, kPublisher, kTransformer };

// "client", "subscriber", "publisher", "transformer".
std::string_view kind_name(Kind kind);

struct ComponentInfo {
  std::string id;  // "file.publisher"
  Kind kind = Kind::kTransformer;
  std::string title, description;
  std::vector<std::string> needs;      // host services: "sluice.http/1"
  std::string schema;                  // draft 4, compact JSON; accepts {} alone if not given
  const PluginInfo* plugin = nullptr;  // owner
};

struct PluginInfo {
  std::string id;  // "file"
  std::string version, title, description, license;
  std::filesystem::path path;  // canonical
  uint16_t abi_major = 0, abi_minor = 0;
  std::vector<ComponentInfo> components;
};

// A file or folder that was not taken, and exactly why.
struct Refusal {
  std::filesystem::path path;
  std::string reason;
};

}  // namespace sluice::loader
