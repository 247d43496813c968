// A set of paths as a tree, and what is done with it: taking those members out of a record, or
// everything else. Each object is compacted once, inner ones first. Belongs to one component
// (hints). [lane]
#pragma once

#include <cstdint>
#include <vector>

#include "expression/path.hpp"
#include "sluice/abi.h"

namespace sluice::core {

class Selection {
 public:
  void add(const std::vector<expression::Step>& path);
  bool empty() const { return root_.children.empty(); }

  // Each false if expanding failed (batch->fault). What is not an object has no members to take
  // out; keep_only leaves such a value out where members of it were asked for.
  bool remove(sluice_batch* batch, sluice_value* object);
  bool keep_only(sluice_batch* batch, sluice_value* object);

 private:
  struct Node {
    expression::Step step{};
    bool whole = false;  // a path ends here
    std::vector<Node> children;
  };

  bool remove(sluice_batch* batch, sluice_value* object, Node& node);
  bool keep_only(sluice_batch* batch, sluice_value* object, Node& node);
  void take_out(sluice_batch* batch, sluice_value* object, Node& node);
  void mark_found(sluice_batch* batch, sluice_value* object, Node& node);
  void compact(sluice_value* object);
  static void shorten(sluice_value* object, uint32_t kept);

  Node root_;
  std::vector<uint32_t> gone_;  // places of members of one object; kept to save the allocation
  std::vector<uint8_t> marks_;  // of one object's members; kept to save the allocation
};

}  // namespace sluice::core
