// The contents of a plugin's manifest, known without running its code. Plain
// values; the registry owns them and never moves them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "sluice/ext/http.h"
#include "sluice/ext/listener.h"

namespace sluice::loader {

struct PluginInfo;

enum class Kind { kClient, kSubscriber, kPublisher, kTransformer };

// "client", "subscriber", "publisher", "transformer".
std::string_view kind_name(Kind kind);

struct ComponentInfo {
  std::string id;  // "file.publisher"
  Kind kind = Kind::kTransformer;
  std::string title, description;
  std::vector<std::string> needs;      // host services: SLUICE_EXT_HTTP
  std::string schema;                  // draft 4, compact JSON; accepts {} alone if not given
  const PluginInfo* plugin = nullptr;  // owner
  // x-incremental, of a subscriber: settings that must all be true, or objects, for a run to
  // continue where the last one ended. x-replaces, of a publisher or transformer: settings and
  // values with which a run's output replaces that of the last one. The two exclude each other in a
  // pipeline. x-partial, of a subscriber: settings and values with which a walk leaves out what the
  // system still has; for transformers that replace.
  std::vector<std::string> incremental;
  std::vector<std::pair<std::string, std::string>> partial;
  std::vector<std::pair<std::string, std::string>> replaces;
  // x-at-end, of a transformer: settings and values with which records come when a walk is over.
  std::vector<std::pair<std::string, std::string>> at_end;
  // x-sets-order, of a transformer: it gives records their `order` (sluice_record).
  bool sets_order = false;
  // x-inputs, x-outputs: settings that name files it reads or writes. "-" is standard input or
  // output.
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  // x-target, of a publisher: settings that say where it writes, beside its client. Its tasks and
  // backlog go along with a target that is called otherwise only if these are the same.
  std::vector<std::string> target;

  // Waits for outside events, instead of reading a source.
  bool listens() const {
    return std::find(needs.begin(), needs.end(), SLUICE_EXT_LISTENER) != needs.end();
  }
};

struct PluginInfo {
  std::string id;  // "file"
  std::string version, title, description, license;
  std::filesystem::path path;  // canonical
  uint16_t abi_major = 0, abi_minor = 0;
  std::vector<ComponentInfo> components;
};

// A file or folder that was refused, and exactly why.
struct Refusal {
  std::filesystem::path path;
  std::string reason;
};

}  // namespace sluice::loader
