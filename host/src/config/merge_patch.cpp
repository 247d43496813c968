#include "config/merge_patch.hpp"

namespace sluice::config {

// A patch is no deeper than the parser allows.
void merge_patch(Node& into, const Node& patch) {
  if (!patch.is(Kind::kObject)) {
    into = patch;
    return;
  }
  if (!into.is(Kind::kObject)) into = Node::object(patch.at);
  for (const Member& member : patch.members) {
    if (member.value.is(Kind::kNull)) {
      into.erase(member.key);
      continue;
    }
    Node* old = into.find(member.key);
    merge_patch(old ? *old : into.set(member.key, Node()), member.value);
  }
}

}  // namespace sluice::config
