// Who asks something of the API, and what that one may do. Values and pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::app {

// Each may do what those before it may.
enum class Role : uint8_t {
  kViewer,      // sees everything but payloads
  kDataViewer,  // and payloads
  kOperator,    // runs, retries, checks, previews
  kEditor,      // changes the configuration
  kAdmin        // gives access to others
};

// "viewer", "data_viewer", "operator", "editor", "admin".
std::string_view role_name(Role role);
std::optional<Role> role_of_name(std::string_view name);

struct Caller {
  std::string name;
  Role role = Role::kViewer;
  bool payloads = false;  // may see the texts of records
  std::string from = {};  // its address; empty: this machine's Unix socket

  bool may(Role needed) const { return role >= needed; }
};

}  // namespace sluice::app
