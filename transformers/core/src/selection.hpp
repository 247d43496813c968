// A set of paths as a tree, with two operations: removing those members from a record, or
// everything else; in an array, from each item. Each object is compacted once, inner ones first.
// Belongs to one component
// (hints, and where the members stood in the last object of a place). [lane]
#pragma once

#include <cstdint>
#include <vector>

#include "found_value.hpp"
#include "shape.hpp"
#include "sluice/abi.h"
#include "sluice/expression/path.hpp"

namespace sluice::core {

class Selection {
 public:
  static constexpr size_t kNoSlot = SIZE_MAX;
  // `slot`: where remove() puts the value. Slots are counted from 0, one per path.
  void add(const std::vector<expression::Step>& path, size_t slot = kNoSlot);
  bool empty() const { return root_.children.empty(); }
  // How many slots remove() may fill: those of a path within another one are lost.
  size_t slots() const { return slots(root_); }

  // REQUIRES, of remove(): not empty()
  // Each returns false if expanding failed (batch->fault). Any value but an object or array has no
  // members to remove; keep_only removes such a value, or item, where members of it were requested.
  // `found` has all slots, marked as not found.
  bool remove(sluice_batch* batch, sluice_value* object, FoundValue* found = nullptr);
  bool keep_only(sluice_batch* batch, sluice_value* object);
  // Of the objects passed to remove(), all with the same version have the same shape, and the same
  // members are removed from them. Never 0 after remove() of an object.
  uint64_t version() const { return root_.version; }

 private:
  // A member to remove.
  struct Gone {
    uint32_t place;
    expression::Step step;
    size_t slot;
  };
  // Neighbours that stay, and their new position.
  struct Run {
    uint32_t from, to, count;
  };
  struct Node {
    expression::Step step{};
    bool whole = false;  // a path ends here
    size_t slot = kNoSlot;
    std::vector<Node> children;  // whole ones last
    // Valid for objects of the shape that have the names:
    Shape shape;
    uint64_t version = 0;    // a new one whenever the next two are computed
    std::vector<Gone> gone;  // by place
    std::vector<Run> runs;   // after the first one removed
  };

  bool remove(sluice_batch* batch, sluice_value* object, Node& node, FoundValue* found);
  bool keep_only(sluice_batch* batch, sluice_value* object, Node& node);
  bool remove_from_items(sluice_batch* batch, sluice_value* array, Node& node);
  bool keep_only_in_items(sluice_batch* batch, sluice_value* array, Node& node);
  static size_t slots(const Node& node);
  static void sort(Node& node);
  static bool is_known(const sluice_value& object, const Node& node);
  static void learn(sluice_batch* batch, sluice_value* object, Node& node);
  static void note_runs(const sluice_value& object, Node& node);
  static void take_out(sluice_batch* batch, sluice_value* object, Node& node, FoundValue* found);
  void mark_found(sluice_batch* batch, sluice_value* object, Node& node);
  void compact(sluice_value* object);
  static void shorten(sluice_value* object, uint32_t kept);

  Node root_;
  std::vector<uint8_t> marks_;  // of one object's members; kept to save the allocation
};

}  // namespace sluice::core
