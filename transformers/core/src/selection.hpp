// A set of paths as a tree, and what is done with it: taking those members out of a record, or
// everything else; in an array, out of each item. Each object is compacted once, inner ones first.
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
  // `slot`: where remove() leaves the value. Slots are counted from 0, one a path.
  void add(const std::vector<expression::Step>& path, size_t slot = kNoSlot);
  bool empty() const { return root_.children.empty(); }
  // How many slots remove() may fill: those of a path within another one are lost.
  size_t slots() const { return slots(root_); }

  // Each false if expanding failed (batch->fault). What is neither object nor array has no members
  // to take out; keep_only leaves such a value, or item, out where members of it were asked for.
  // `found` has all slots, marked as not found.
  bool remove(sluice_batch* batch, sluice_value* object, FoundValue* found = nullptr);
  bool keep_only(sluice_batch* batch, sluice_value* object);
  // Of the objects remove() was given, all with the same version have the same shape, and the same
  // members are gone from them. Never 0 after remove() of an object.
  uint64_t version() const { return root_.version; }

 private:
  // A member that goes.
  struct Gone {
    uint32_t place;
    expression::Step step;
    size_t slot;
  };
  // Neighbours that stay, and where they stand afterwards.
  struct Run {
    uint32_t from, to, count;
  };
  struct Node {
    expression::Step step{};
    bool whole = false;  // a path ends here
    size_t slot = kNoSlot;
    std::vector<Node> children;  // whole ones last
    // Right for objects of the shape that have the names:
    Shape shape;
    uint64_t version = 0;    // another one for each time the next two were worked out
    std::vector<Gone> gone;  // by place
    std::vector<Run> runs;   // behind the first that goes
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
