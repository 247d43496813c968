#include "wild_paths.hpp"

#include <algorithm>

#include "sluice/expression/values.hpp"
#include "sluice/record.h"

namespace sluice::core {
namespace {

std::string_view name_of(const sluice_member& member) { return {member.key, member.key_size}; }

bool has_parts(const sluice_value& value) {
  return expression::is_object(value) || expression::is_array(value);
}

// False if the value is raw and cannot be expanded.
bool opened(sluice_batch* batch, sluice_value* value) {
  return value->kind != SLUICE_KIND_RAW || !batch->json->expand(batch, value);
}

// Keeps the members or items for which `keep` holds, in order.
template <class T, class Keep>
void compact_in_place(T* all, uint32_t* size, Keep keep) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < *size; i++)
    if (keep(i)) all[kept++] = all[i];
  *size = kept;
}

bool find_from(sluice_batch* batch, sluice_value* value, const WildPath& path, size_t step,
               bool one_place, std::vector<WildMember>* out) {
  if (!has_parts(*value)) return true;
  if (!opened(batch, value)) return false;
  if (value->kind == SLUICE_KIND_ARRAY) {
    for (uint32_t i = 0; !one_place && i < value->size; i++)
      if (!find_from(batch, &value->as.items[i], path, step, one_place, out)) return false;
    return true;
  }
  const bool is_last = step + 1 == path.parts().size();
  for (uint32_t i = 0; i < value->size; i++) {
    sluice_member& member = value->as.members[i];
    const auto part = path.parts()[step].match(name_of(member));
    if (!part) continue;
    if (is_last)
      out->push_back({value, i, std::string(*part)});
    else if (!find_from(batch, &member.value, path, step + 1, one_place, out))
      return false;
  }
  return true;
}

// A path, and which of its parts is next.
struct Way {
  const WildPath* path;
  size_t step;
};

bool keep_from(sluice_batch* batch, sluice_value* value, const std::vector<Way>& ways);

// Whether the member stays; what is in it is kept by the ways that lead into it.
bool keep_member(sluice_batch* batch, sluice_member& member, const std::vector<Way>& ways,
                 bool* stays) {
  std::vector<Way> inner;
  *stays = false;
  for (const Way& way : ways) {
    if (!way.path->parts()[way.step].match(name_of(member))) continue;
    if (way.step + 1 == way.path->parts().size()) return *stays = true;
    inner.push_back({way.path, way.step + 1});
  }
  if (inner.empty() || !has_parts(member.value)) return true;
  *stays = true;
  return keep_from(batch, &member.value, inner);
}

bool keep_from(sluice_batch* batch, sluice_value* value, const std::vector<Way>& ways) {
  if (!opened(batch, value)) return false;
  std::vector<char> stays(value->size);
  for (uint32_t i = 0; i < value->size; i++) {
    bool stay = false;
    if (value->kind == SLUICE_KIND_ARRAY) {
      stay = has_parts(value->as.items[i]);
      if (stay && !keep_from(batch, &value->as.items[i], ways)) return false;
    } else if (!keep_member(batch, value->as.members[i], ways, &stay)) {
      return false;
    }
    stays[i] = stay ? 1 : 0;
  }
  const auto keep = [&](uint32_t i) { return stays[i] != 0; };
  value->room = 0;
  if (value->kind == SLUICE_KIND_ARRAY)
    compact_in_place(value->as.items, &value->size, keep);
  else
    compact_in_place(value->as.members, &value->size, keep);
  return true;
}

}  // namespace

bool WildPath::is_wild(std::string_view text) {
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] == '"') return false;
    if (text[i] == '*' && !(i && text[i - 1] == '[')) return true;
  }
  return false;
}

Result<WildPath> WildPath::parse(std::string_view text) {
  WildPath out;
  const std::string whole(text);
  for (bool more = true; more;) {
    const size_t dot = text.find('.');
    more = dot != text.npos;
    std::string_view part = text.substr(0, dot);
    text.remove_prefix(more ? dot + 1 : text.size());
    for (const std::string_view sign : {"[]", "[*]"})
      if (part.size() > sign.size() && part.substr(part.size() - sign.size()) == sign)
        part.remove_suffix(sign.size());
    if (part.empty() || part.find_first_of("[]\"'` ") != part.npos ||
        std::count(part.begin(), part.end(), '*') > 1)
      return Status(SLUICE_E_INVALID, "'" + whole +
                                          "' is no path with names in which one * stands for any "
                                          "characters: old_*, lines.*_id");
    out.parts_.emplace_back(part);
  }
  return out;
}

bool find_members(sluice_batch* batch, sluice_value* root, const WildPath& path, bool one_place,
                  std::vector<WildMember>* out) {
  return find_from(batch, root, path, 0, one_place, out);
}

bool remove_members(sluice_batch* batch, sluice_value* root, const WildPath& path) {
  std::vector<WildMember> found;
  if (!find_members(batch, root, path, false, &found)) return false;
  // Of one object they are neighbours, by place; the last first, so that places stay right.
  for (auto at = found.rbegin(); at != found.rend(); ++at)
    compact_in_place(at->object->as.members, &at->object->size,
                     [&](uint32_t i) { return i != at->index; });
  for (const WildMember& member : found) member.object->room = 0;
  return true;
}

bool keep_members(sluice_batch* batch, sluice_value* root, const std::vector<WildPath>& paths) {
  if (!has_parts(*root)) return true;
  std::vector<Way> ways;
  for (const WildPath& path : paths) ways.push_back({&path, 0});
  return keep_from(batch, root, ways);
}

}  // namespace sluice::core
