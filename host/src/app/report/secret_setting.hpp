// Which settings of a config are not shown, to people and to programs. Pure functions but for the
// redactor; any thread.
#pragma once

#include <string>
#include <string_view>

#include "config/node.hpp"
#include "services/redactor.hpp"

namespace sluice::app {

// The name of a setting, and whether it is one that is sent with a request: a name that somebody
// else chose.
struct SettingName {
  std::string key = {};
  bool is_sent = false;

  SettingName member(const std::string& name) const {
    return {name, is_sent || key == "query" || key == "headers"};
  }
};

// A scalar that is a secret, or may be one: by its name, its look, or as an address with a
// password. What stands in the file is not shown then, but for ${…}.
bool is_secret_setting(const config::Node& value, const SettingName& name,
                       const services::Redactor& redactor);

}  // namespace sluice::app
