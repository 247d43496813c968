#include "api/family_ids.hpp"

#include <algorithm>

#include "common/body_reader.hpp"
#include "common/stored_row.hpp"

namespace sluice::simulator {
namespace {

// Position of the version digit in an id; a family has 5 where its head has 4.
constexpr std::size_t kVersionDigit = 14;

}  // namespace

std::string head_of(const JsonMembers& product) {
  const std::string parent = stored_text(product, "variant_parent_id");
  return parent.empty() ? stored_text(product, "id") : parent;
}

std::string family_id_of(const std::string& head) {
  std::string id = head;
  if (id.size() > kVersionDigit) id[kVersionDigit] = '5';
  return id;
}

std::string head_of_family(const std::string& family_id) {
  if (family_id.size() <= kVersionDigit || family_id[kVersionDigit] != '5') return {};
  std::string head = family_id;
  head[kVersionDigit] = '4';
  return head;
}

std::vector<const Row*> family_members(Store& store, const std::string& head) {
  std::vector<const Row*> members;
  if (head.empty()) return members;
  for (const auto& [version, row] : store.table("products").by_version()) {
    if (row->deleted) continue;
    // Searched in the text first: parsing every product for one family would be slow.
    const bool named = row->id == head || row->text.find(head) != std::string::npos;
    if (named && head_of(members_of(*row)) == head) members.push_back(row);
  }
  std::stable_partition(members.begin(), members.end(),
                        [&head](const Row* row) { return row->id == head; });
  return members;
}

void show_family(JsonMembers& product) {
  product.set("family_id", quote(family_id_of(head_of(product))));
  product.erase("variant_parent_id");
}

}  // namespace sluice::simulator
