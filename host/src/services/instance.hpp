// The implementation behind one component's `const sluice_host*`: its name and the host services it
// may use. Made on the main thread before the component and destroyed after it; the services
// themselves may be called from any thread, state and documents from the component's lane.
#pragma once

#include <string>
#include <vector>

#include "services/environment.hpp"
#include "services/lookup_table.hpp"
#include "services/state_access.hpp"
#include "sluice/abi.h"

namespace sluice::services {

// What a component reported at create besides its status, each "/pointer: message".
struct Findings {
  std::vector<std::string> problems, warnings;
};

class Instance {
 public:
  // `name`: "clients.shop", "pipelines.p.transformers[0]".
  Instance(std::string name, Environment& environment);
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  // The instance a component's host pointer belongs to. REQUIRES: `host` came from host(). [any]
  static Instance& of(const sluice_host* host);

  const sluice_host* host() const { return &host_; }
  const std::string& name() const { return name_; }
  Environment& environment() const { return environment_; }

  // Borrowed; NULL (the default) makes SLUICE_EXT_STATE return E_UNSUPPORTED. Set it before
  // the component's lane starts.
  void set_state(StateAccess* state) { state_ = state; }
  StateAccess* state() const { return state_; }
  // Borrowed; NULL (the default): SLUICE_EXT_TABLES finds none. Set it before create. [main]
  void set_tables(TableSource* tables) { tables_ = tables; }
  TableSource* tables() const { return tables_; }
  // The name of its folder for what has to survive a kill; its own name until it is set. [main],
  // before the component's lane starts.
  void set_folder(std::string folder) { folder_ = std::move(folder); }
  const std::string& folder() const { return folder_; }
  // Tables of which its component will put rows, as it says at create. [main]
  void note_put(const std::string& table) { puts_.push_back(table); }
  const std::vector<std::string>& puts() const { return puts_; }
  // Of its component's create. [main]
  Findings& findings() { return findings_; }

 private:
  std::string name_;
  Environment& environment_;
  StateAccess* state_ = nullptr;
  TableSource* tables_ = nullptr;
  std::string folder_ = name_;
  std::vector<std::string> puts_;
  Findings findings_;
  sluice_host host_;
};

}  // namespace sluice::services
