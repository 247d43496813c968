// Schemas for people: a table of settings, a config to copy, the reference. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "config/node.hpp"
#include "loader/plugin_info.hpp"

namespace sluice::app {

struct Setting {
  std::string path;  // "limits.record", "set.*", "steps[]"
  std::string type;  // "text", "whole number, 1 to 5", "append or replace"
  std::string preset;
  std::string about;
  bool required = false;
  bool secret = false;
};

// Every setting of an object schema, each followed by those within it. In the order of x-order,
// then the schema's own.
std::vector<Setting> settings_of(const config::Node& schema);

// Markdown: a table of settings.
std::string settings_table(const std::vector<Setting>& settings);

// YAML with the required settings, and the optional ones as comments.
std::string example_of(const loader::ComponentInfo& component);

// A component's part of the reference.
std::string component_markdown(const loader::ComponentInfo& component);

// The reference of docs/configuration.md.
std::string markdown_reference(const std::vector<const loader::PluginInfo*>& plugins);

config::Node schema_node(const loader::ComponentInfo& component);

}  // namespace sluice::app
