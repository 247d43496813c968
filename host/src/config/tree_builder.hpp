// Builds a tree from a parser's events, with the limits and the refusal of duplicate keys that YAML
// and JSON share. One document, one thread.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

class TreeBuilder {
 public:
  // Thrown when parsing cannot continue; caught within parse().
  struct Refused {
    Position at;
    std::string message;
  };

  explicit TreeBuilder(Problems& problems) : problems_(problems) {}

  // The next scalar is a key.
  bool wants_key() const;
  void key(std::string name, Position at, bool number = false);
  Position key_position() const;  // of the key whose value comes next; unknown outside objects

  void add(Node scalar);
  void open(Node container);  // throws Refused below kMaxConfigDepth
  void close();

  const Node& root() const { return root_; }
  Node take() { return std::move(root_); }
  std::string pointer() const;  // of the value that comes next

 private:
  struct Frame {
    Node node;
    std::unordered_map<std::string, Position> seen;
    std::string key;
    Position key_at;
    bool number_key = false, has_key = false, duplicate = false;
  };

  void attach(Node node);

  Problems& problems_;
  std::vector<Frame> stack_;
  Node root_;
};

}  // namespace sluice::config
