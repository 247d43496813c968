// Which sections of a config a command will use: a variable that only others need may be
// unset, so a missing token of one shop does not stop another. No state; any thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "config/node.hpp"

namespace sluice::config {

// What a command uses: the named pipelines and their clients, and the named clients.
struct Use {
  bool all_pipelines = true;
  std::vector<std::string> pipelines = {};  // if not all
  std::vector<std::string> clients = {};
  std::vector<std::string> tables = {};  // besides those that these pipelines look up
};

// JSON pointers of the clients, tables, pipelines, incoming and outgoing objects that are not used.
std::set<std::string> unneeded_sections(const Node& root, const Use& use);

}  // namespace sluice::config
