#include "rename.hpp"

#include <cstring>

#include "sluice/batch.hpp"
#include "sluice/expression/values.hpp"

namespace sluice::core {
namespace {

// A key in the batch's arena; its text is NULL when out of memory.
sluice_key key_of(sluice_batch* batch, std::string_view name) {
  const sluice_slice kept = Batch(batch).copy(name);
  return sluice_key_of(kept.data, kept.size);
}

Status out_of_memory() { return {SLUICE_E_NO_MEMORY, "the batch's memory budget is exhausted"}; }

Status check_star(std::string_view name, const NamePattern& pattern) {
  const bool has_star = pattern.with("a") != pattern.with("b");
  if (has_star || !NamePattern::has_star(name)) return {};
  return {SLUICE_E_INVALID, "'" + std::string(name) +
                                "' has a *, and the last name of the path has "
                                "none that it could stand for"};
}

}  // namespace

Result<Rename> Rename::parse(std::string_view path, std::string_view name) {
  Result<WildPath> from = WildPath::parse(path);
  if (!from.ok()) return from.status();
  Result<WildPath> to = WildPath::parse(name);
  if (!to.ok() || to->parts().size() != 1)
    return Status(SLUICE_E_INVALID, "'" + std::string(name) +
                                        "' is no name; rename leaves members where they are, and "
                                        "move puts them elsewhere");
  if (Status s = check_star(name, from->last()); !s.ok()) return s;
  return Rename(*std::move(from), to->last());
}

Status Rename::run(sluice_batch* batch, sluice_value* root) const {
  std::vector<WildMember> found;
  if (!find_members(batch, root, path_, false, &found)) return {batch->fault, {}};
  for (const WildMember& member : found)
    if (Status s = rename(batch, member); !s.ok()) return s;
  return {};
}

Status Rename::rename(sluice_batch* batch, const WildMember& found) const {
  sluice_key key = key_of(batch, name_.with(found.part));
  if (!key.text) return out_of_memory();
  sluice_member& member = found.object->as.members[found.index];
  const sluice_member* const other = sluice_find(batch, found.object, &key);
  if (other && other != &member)
    return Status::data("rename: '" + std::string(member.key, member.key_size) +
                        "' cannot become '" + std::string(key.text, key.size) +
                        "', which is there already");
  member.key = key.text;
  member.key_size = key.size;
  member.key_head = key.head;
  return {};
}

Result<WildMove> WildMove::parse(std::string_view from, std::string_view to) {
  Result<WildPath> source = WildPath::parse(from);
  if (!source.ok()) return source.status();
  Result<WildPath> target = WildPath::parse(to);
  if (!target.ok()) return target.status();
  for (size_t i = 0; i + 1 < target->parts().size(); i++)
    if (target->parts()[i].with("a") != target->parts()[i].with("b"))
      return Status(SLUICE_E_INVALID,
                    "'" + std::string(to) + "' may have its * in the last name only");
  if (Status s = check_star(to, source->last()); !s.ok()) return s;
  if (target->last().with("a") == target->last().with("b"))
    return Status(SLUICE_E_INVALID, "'" + std::string(to) +
                                        "' is one place, and several members may go there; write a "
                                        "* in its last name");
  return WildMove(*std::move(source), *std::move(target));
}

Status WildMove::take(sluice_batch* batch, sluice_value* root) {
  std::vector<WildMember> found;
  taken_.clear();
  if (!find_members(batch, root, from_, true, &found)) return {batch->fault, {}};
  for (WildMember& member : found)
    taken_.emplace_back(std::move(member.part), member.object->as.members[member.index].value);
  return remove_members(batch, root, from_) ? Status() : Status(batch->fault, {});
}

Status WildMove::put(sluice_batch* batch, sluice_value* root) {
  for (const auto& [part, value] : taken_)
    if (Status s = put_one(batch, root, part, value); !s.ok()) return s;
  return {};
}

Status WildMove::put_one(sluice_batch* batch, sluice_value* root, std::string_view part,
                         const sluice_value& value) const {
  sluice_value* at = root;
  for (size_t i = 0; i < to_.parts().size(); i++) {
    const std::string name = to_.parts()[i].with(part);
    if (at->kind == SLUICE_KIND_NULL) {
      *at = {};
      at->kind = SLUICE_KIND_OBJECT;
    }
    if (!expression::is_object(*at))
      return Status::data("move: '" + name +
                          "' needs an object around it, and there is one of type " +
                          expression::type_name(*at));
    sluice_key key = key_of(batch, name);
    if (!key.text) return out_of_memory();
    sluice_member* const member = sluice_find_or_append(batch, at, &key);
    if (!member) return {batch->fault, {}};
    at = &member->value;
  }
  *at = value;
  return {};
}

}  // namespace sluice::core
