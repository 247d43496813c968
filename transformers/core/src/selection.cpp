#include "selection.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "sluice/expression/values.hpp"

namespace sluice::core {
namespace {

using expression::Step;

bool same_name(const Step& a, const Step& b) {
  return std::string_view(a.text, a.size) == std::string_view(b.text, b.size);
}

// It may have members that a path continues with.
bool has_inner(const sluice_value& value) {
  return expression::is_object(value) || expression::is_array(value);
}

// False if the value is raw and cannot be expanded.
bool open(sluice_batch* batch, sluice_value* value) {
  return value->kind != SLUICE_KIND_RAW || !batch->json->expand(batch, value);
}

// Towards the start, so nothing is overwritten before it is moved.
inline void move_members(sluice_member* to, const sluice_member* from, uint32_t count) {
  constexpr uint32_t kFew = 6;  // not worth a call
  if (count > kFew) {
    std::memmove(to, from, count * sizeof *from);
    return;
  }
  for (const sluice_member* end = from + count; from < end; to++, from++)
    std::memcpy(to, from, sizeof *from);
}

}  // namespace

void Selection::add(const std::vector<Step>& path, size_t slot) {
  Node* node = &root_;
  for (const Step& step : path) {
    if (node->whole) return;  // `a` is selected already, so `a.b` is too
    auto child = std::find_if(node->children.begin(), node->children.end(),
                              [&](const Node& other) { return same_name(other.step, step); });
    if (child == node->children.end()) {
      child = node->children.emplace(child);
      child->step = step;
    }
    node = &*child;
  }
  node->whole = true;
  if (slot != kNoSlot) node->slot = slot;
  node->children.clear();
  sort(root_);
}

void Selection::sort(Node& node) {
  std::partition(node.children.begin(), node.children.end(),
                 [](const Node& child) { return !child.whole; });
  for (Node& child : node.children) sort(child);
}

size_t Selection::slots(const Node& node) {
  size_t count = node.slot != kNoSlot;
  for (const Node& child : node.children) count += slots(child);
  return count;
}

bool Selection::keep_only(sluice_batch* batch, sluice_value* object) {
  return keep_only(batch, object, root_);
}

bool Selection::keep_only(sluice_batch* batch, sluice_value* object, Node& node) {
  if (!open(batch, object)) return false;
  if (expression::is_array(*object)) return keep_only_in_items(batch, object, node);
  for (Node& child : node.children) {
    if (child.whole) continue;
    sluice_member* member = expression::find_member(batch, object, child.step);
    if (member && has_inner(member->value) && !keep_only(batch, &member->value, child))
      return false;
  }
  mark_found(batch, object, node);
  compact(object);
  return true;
}

// The removed part becomes room for new members, as far as 16 bits allow.
void Selection::shorten(sluice_value* object, uint32_t kept) {
  object->room = static_cast<uint16_t>(
      std::min<uint64_t>(UINT16_MAX, uint64_t{object->room} + (object->size - kept)));
  object->size = kept;
}

// Whether exactly the members listed in node.gone are to be removed.
inline bool Selection::is_known(const sluice_value& object, const Node& node) {
  if (!node.shape.is(object)) return false;
  for (const Gone& gone : node.gone)
    if (!expression::has_rest(object.as.members[gone.place], gone.step)) return false;
  return true;
}

// If a member of the shape may have a name to remove, and does not, it may have it in the next
// object: then nothing is stored.
void Selection::learn(sluice_batch* batch, sluice_value* object, Node& node) {
  node.version++;
  node.shape.keep(*object);
  node.gone.clear();
  bool sure = true;
  for (Node& child : node.children) {
    if (!child.whole) continue;
    const sluice_member* member = expression::find_member(batch, object, child.step);
    if (member)
      node.gone.push_back(
          {static_cast<uint32_t>(member - object->as.members), child.step, child.slot});
    else
      sure = sure && !node.shape.may_have(child.step);
  }
  std::sort(node.gone.begin(), node.gone.end(),
            [](const Gone& a, const Gone& b) { return a.place < b.place; });
  if (!sure) node.shape.forget();
  note_runs(*object, node);
}

void Selection::note_runs(const sluice_value& object, Node& node) {
  node.runs.clear();
  for (size_t i = 0; i < node.gone.size(); i++) {
    const uint32_t from = node.gone[i].place + 1;
    const uint32_t end = i + 1 < node.gone.size() ? node.gone[i + 1].place : object.size;
    if (from < end) node.runs.push_back({from, from - static_cast<uint32_t>(i + 1), end - from});
  }
}

inline void Selection::take_out(sluice_batch* batch, sluice_value* object, Node& node,
                                FoundValue* found) {
  if (!is_known(*object, node)) learn(batch, object, node);
  if (node.gone.empty()) return;
  sluice_member* const members = object->as.members;
  for (const Gone& gone : node.gone)
    if (found && gone.slot != kNoSlot) found[gone.slot] = {members[gone.place].value, true};
  for (const Run& run : node.runs) move_members(members + run.to, members + run.from, run.count);
  shorten(object, object->size - static_cast<uint32_t>(node.gone.size()));
}

// The root of a record is mostly an object that is open, and mostly nothing inside of its members
// is removed.
bool Selection::remove(sluice_batch* batch, sluice_value* object, FoundValue* found) {
  if (object->kind != SLUICE_KIND_OBJECT || !root_.children.front().whole)
    return remove(batch, object, root_, found);
  take_out(batch, object, root_, found);
  return true;
}

// Everything that can fail comes before the first member is removed.
bool Selection::remove(sluice_batch* batch, sluice_value* object, Node& node, FoundValue* found) {
  if (!has_inner(*object)) return true;
  if (!open(batch, object)) return false;
  if (expression::is_array(*object)) return remove_from_items(batch, object, node);
  for (Node& child : node.children) {
    if (child.whole) break;
    sluice_member* member = expression::find_member(batch, object, child.step);
    if (member && !remove(batch, &member->value, child, found)) return false;
  }
  take_out(batch, object, node, found);
  return true;
}

// Values are dropped: one value per item has no single target.
bool Selection::remove_from_items(sluice_batch* batch, sluice_value* array, Node& node) {
  for (uint32_t i = 0; i < array->size; i++)
    if (!remove(batch, &array->as.items[i], node, nullptr)) return false;
  return true;
}

bool Selection::keep_only_in_items(sluice_batch* batch, sluice_value* array, Node& node) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < array->size; i++) {
    sluice_value& item = array->as.items[i];
    if (!has_inner(item)) continue;
    if (!keep_only(batch, &item, node)) return false;
    array->as.items[kept++] = item;
  }
  array->size = kept;
  return true;
}

void Selection::mark_found(sluice_batch* batch, sluice_value* object, Node& node) {
  marks_.assign(object->size, 0);
  for (Node& child : node.children) {
    sluice_member* member = expression::find_member(batch, object, child.step);
    if (member && (child.whole || has_inner(member->value)))
      marks_[static_cast<size_t>(member - object->as.members)] = 1;
  }
}

void Selection::compact(sluice_value* object) {
  sluice_member* members = object->as.members;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < object->size; i++) {
    if (!marks_[i]) continue;
    if (kept != i) members[kept] = members[i];
    kept++;
  }
  shorten(object, kept);
}

}  // namespace sluice::core
