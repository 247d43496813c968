// One object of settings over another, by JSON Merge Patch (RFC 7396). No state; any thread.
#pragma once

#include "config/node.hpp"

namespace sluice::config {

// Members of `patch` replace those in `into`; objects are merged member by member, null
// removes a member. Anything but an object replaces `into` as a whole.
void merge_patch(Node& into, const Node& patch);

}  // namespace sluice::config
