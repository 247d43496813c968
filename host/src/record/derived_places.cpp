#include "record/derived_places.hpp"

#include <algorithm>

namespace sluice::record {
namespace {

bool by_parent(const Derived& a, const Derived& b) { return a.parent < b.parent; }

const Derived* find_index(std::span<const Derived> derived, uint32_t index) {
  const auto found =
      std::lower_bound(derived.begin(), derived.end(), index,
                       [](const Derived& one, uint32_t wanted) { return one.index < wanted; });
  return found != derived.end() && found->index == index ? &*found : nullptr;
}

}  // namespace

void find_first_parents(std::span<Derived> derived) {
  for (size_t i = 0; i < derived.size(); i++) {
    if (derived[i].parent < derived.front().index) continue;
    const Derived* const made = find_index(derived.first(i), derived[i].parent);
    if (made) derived[i].parent = made->parent;
  }
}

bool are_in_place(std::span<const Derived> derived, std::span<const sluice_record> records) {
  if (!std::is_sorted(derived.begin(), derived.end(), by_parent)) return false;
  auto made = derived.begin();
  for (size_t i = size_t{derived.front().parent} + 1; i < records.size(); i++) {
    if (made != derived.end() && made->index == i)
      ++made;
    else if (records[i].state == SLUICE_RECORD_LIVE && made != derived.end())
      return false;
  }
  return true;
}

// The others first, in their order; then, from the last place on, each of `derived` takes its own.
void order_behind_parents(std::span<Derived> derived, std::span<uint32_t> order) {
  size_t others = 0;
  auto made = derived.begin();
  for (uint32_t i = 0; i < order.size(); i++) {
    if (made != derived.end() && made->index == i)
      ++made;
    else
      order[others++] = i;
  }
  std::stable_sort(derived.begin(), derived.end(), by_parent);
  size_t left = derived.size();
  for (size_t place = order.size(); left; place--) {
    const Derived& last = derived[left - 1];
    if (others && order[others - 1] > last.parent)
      order[place - 1] = order[--others];
    else
      order[place - 1] = derived[--left].index;
  }
}

}  // namespace sluice::record
