#include "config/tree_builder.hpp"

#include "config/parse.hpp"

namespace sluice::config {

bool TreeBuilder::wants_key() const {
  return !stack_.empty() && stack_.back().node.is(Kind::kObject) && !stack_.back().has_key;
}

void TreeBuilder::key(std::string name, Position at, bool number) {
  Frame& frame = stack_.back();
  const auto [first, fresh] = frame.seen.emplace(name, at);
  if (!fresh) {
    problems_.add(at, pointer(),
                  "the key \"" + name + "\" is here twice, first in line " +
                      std::to_string(first->second.line) + "; keep one");
  }
  frame.key = std::move(name);
  frame.key_at = at;
  frame.number_key = number;
  frame.has_key = true;
  frame.duplicate = !fresh;
}

Position TreeBuilder::key_position() const {
  return stack_.empty() ? Position{} : stack_.back().key_at;
}

void TreeBuilder::add(Node scalar) { attach(std::move(scalar)); }

void TreeBuilder::open(Node container) {
  if (stack_.size() >= kMaxConfigDepth) {
    throw Refused{container.at, "the file is nested deeper than " +
                                    std::to_string(kMaxConfigDepth) + " levels; flatten it"};
  }
  stack_.emplace_back().node = std::move(container);
}

void TreeBuilder::close() {
  Node done = std::move(stack_.back().node);
  stack_.pop_back();
  attach(std::move(done));
}

void TreeBuilder::attach(Node node) {
  if (stack_.empty()) {
    root_ = std::move(node);
    return;
  }
  Frame& frame = stack_.back();
  if (frame.node.is(Kind::kArray)) {
    frame.node.items.push_back(std::move(node));
    return;
  }
  frame.has_key = false;
  if (!frame.duplicate) {
    frame.node.members.push_back(
        {std::move(frame.key), frame.key_at, std::move(node), frame.number_key});
  }
}

std::string TreeBuilder::pointer() const {
  std::string out;
  for (const Frame& frame : stack_) {
    if (frame.node.is(Kind::kArray)) {
      out = join_pointer(out, std::to_string(frame.node.items.size()));
    } else if (frame.has_key) {
      out = join_pointer(out, frame.key);
    }
  }
  return out;
}

}  // namespace sluice::config
