#include "selection.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "expression/values.hpp"

namespace sluice::core {
namespace {

using expression::Step;

bool same_name(const Step& a, const Step& b) {
  return std::string_view(a.text, a.size) == std::string_view(b.text, b.size);
}

// False if the value is a raw object that cannot be expanded.
bool open(sluice_batch* batch, sluice_value* value) {
  return value->kind != SLUICE_RAW || !batch->json->expand(batch, value);
}

}  // namespace

void Selection::add(const std::vector<Step>& path) {
  Node* node = &root_;
  for (const Step& step : path) {
    if (node->whole) return;  // `a` is selected already, so `a.b` is too
    auto child = std::find_if(node->children.begin(), node->children.end(),
                              [&](const Node& other) { return same_name(other.step, step); });
    if (child == node->children.end()) child = node->children.insert(child, Node{step, false, {}});
    node = &*child;
  }
  node->whole = true;
  node->children.clear();
}

bool Selection::remove(sluice_batch* batch, sluice_value* object) {
  return remove(batch, object, root_);
}

bool Selection::keep_only(sluice_batch* batch, sluice_value* object) {
  return keep_only(batch, object, root_);
}

// All that can fail comes before the first member goes.
bool Selection::remove(sluice_batch* batch, sluice_value* object, Node& node) {
  if (!expression::is_object(*object)) return true;
  if (!open(batch, object)) return false;
  for (Node& child : node.children) {
    if (child.whole) continue;
    sluice_member* member = expression::find_member(batch, object, child.step);
    if (member && !remove(batch, &member->value, child)) return false;
  }
  take_out(batch, object, node);
  return true;
}

bool Selection::keep_only(sluice_batch* batch, sluice_value* object, Node& node) {
  if (!open(batch, object)) return false;
  for (Node& child : node.children) {
    if (child.whole) continue;
    sluice_member* member = expression::find_member(batch, object, child.step);
    if (member && expression::is_object(member->value) && !keep_only(batch, &member->value, child))
      return false;
  }
  mark_found(batch, object, node);
  compact(object);
  return true;
}

// What is left behind becomes room for new members, as far as 16 bits can say.
void Selection::shorten(sluice_value* object, uint32_t kept) {
  object->room = static_cast<uint16_t>(
      std::min<uint64_t>(UINT16_MAX, uint64_t{object->room} + (object->size - kept)));
  object->size = kept;
}

// Between two that go no member has to be asked after.
void Selection::take_out(sluice_batch* batch, sluice_value* object, Node& node) {
  sluice_member* const members = object->as.members;
  gone_.clear();
  for (Node& child : node.children) {
    if (!child.whole) continue;
    const sluice_member* member = expression::find_member(batch, object, child.step);
    if (member) gone_.push_back(static_cast<uint32_t>(member - members));
  }
  if (gone_.empty()) return;
  if (!std::is_sorted(gone_.begin(), gone_.end())) {
    std::sort(gone_.begin(), gone_.end());
    // Records are mostly alike: asked for in this order, the next one's places come sorted.
    std::sort(node.children.begin(), node.children.end(),
              [](const Node& a, const Node& b) { return a.step.hint < b.step.hint; });
  }
  uint32_t kept = gone_.front();
  for (size_t i = 0; i < gone_.size(); i++) {
    const uint32_t first = gone_[i] + 1;
    const uint32_t end = i + 1 < gone_.size() ? gone_[i + 1] : object->size;
    for (uint32_t k = first; k < end; k++)
      std::memcpy(&members[kept++], &members[k], sizeof *members);
  }
  shorten(object, kept);
}

void Selection::mark_found(sluice_batch* batch, sluice_value* object, Node& node) {
  marks_.assign(object->size, 0);
  for (Node& child : node.children) {
    sluice_member* member = expression::find_member(batch, object, child.step);
    if (member && (child.whole || expression::is_object(member->value)))
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
