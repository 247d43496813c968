// A proof for people and for machines. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "app/prove/prover.hpp"
#include "config/node.hpp"

namespace sluice::app {

std::vector<std::string> proof_lines(const Proof& proof, const ProveSettings& settings);
config::Node proof_node(const Proof& proof, const ProveSettings& settings);

}  // namespace sluice::app
