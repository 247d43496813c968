#include "sluice/expression/known_value.hpp"

#include <utility>

#include "functions.hpp"
#include "kinds.hpp"

namespace sluice::expression {
namespace {

std::string name_of(const Step& step) { return {step.text, step.size}; }

std::string in_quotes(std::string_view name) { return "\"" + std::string(name) + "\""; }

std::string no_member(const KnownValue& object, std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto& [one, value] : object.members) names.push_back(one);
  return "there is no member " + in_quotes(name) + nearest(name, names);
}

std::shared_ptr<KnownValue> copy_of(const Known& known) {
  return known ? std::make_shared<KnownValue>(*known) : nullptr;
}

// The rest of each path that begins with this name; `*whole`: one ends with it.
std::vector<std::vector<Step>> rests_of(const std::vector<const std::vector<Step>*>& paths,
                                        const std::string& name, bool* whole) {
  std::vector<std::vector<Step>> out;
  for (const auto* path : paths) {
    if (path->empty() || name_of(path->front()) != name) continue;
    if (path->size() == 1) *whole = true;
    out.emplace_back(path->begin() + 1, path->end());
  }
  return out;
}

// `change` of a value, or of each item of an array. Neither is known: nothing is.
template <class Change>
Known of_each(const Known& value, const Change& change) {
  if (!value || value->is(kObjectType)) return change(value);
  if (!value->is(kArrayType)) return value->may_be(kArrayType | kObjectType) ? nullptr : value;
  auto out = copy_of(value);
  out->items = value->items ? of_each(value->items, change) : nullptr;
  return out;
}

}  // namespace

Known known_kind(uint8_t kinds) {
  if (kinds == kAnyType || !kinds) return nullptr;
  auto out = std::make_shared<KnownValue>();
  out->kinds = kinds;
  return out;
}

Known known_member(const Known& of, std::string_view name, std::string* why) {
  if (!of) return nullptr;
  if (!of->may_be(kObjectType)) {
    *why = "it is of type " + kind_names(of->kinds) + " and has no members";
    return nullptr;
  }
  const auto found = of->members.find(std::string(name));
  if (found != of->members.end()) return found->second;
  if (of->complete) *why = no_member(*of, name);
  return nullptr;
}

Known known_at(Known of, const std::vector<Step>& path, std::string* why) {
  for (const Step& step : path) {
    while (of && of->is(kArrayType)) of = of->items;
    of = known_member(of, name_of(step), why);
  }
  return of;
}

Known known_without(const Known& record, const std::vector<Step>& path) {
  return of_each(record, [&](const Known& object) -> Known {
    auto out = copy_of(object);
    if (!out || path.empty()) return out;
    const auto found = out->members.find(name_of(path.front()));
    if (found == out->members.end()) return out;
    if (path.size() == 1)
      out->members.erase(found);
    else
      found->second = known_without(found->second, {path.begin() + 1, path.end()});
    return out;
  });
}

// Other members are gone, also those of which nothing is known.
Known known_only(const Known& record, const std::vector<const std::vector<Step>*>& paths) {
  auto out = std::make_shared<KnownValue>();
  out->kinds = kObjectType;
  out->complete = true;
  for (const auto* path : paths) {
    const std::string name = name_of(path->front());
    if (out->members.count(name)) continue;
    bool whole = false;
    const auto rests = rests_of(paths, name, &whole);
    std::string ignored;
    const Known member = known_member(record, name, &ignored);
    if (!ignored.empty()) continue;
    std::vector<const std::vector<Step>*> inner;
    for (const auto& rest : rests) inner.push_back(&rest);
    const bool known = member && !whole;
    out->members[name] =
        known ? of_each(member, [&](const Known& one) { return known_only(one, inner); })
              : (whole ? member : nullptr);
  }
  return out;
}

Known known_with(const Known& record, const std::vector<Step>& path, const Known& value) {
  if (path.empty()) return value;
  auto out = copy_of(record);
  if (!out || !out->is(kObjectType)) return nullptr;
  const auto found = out->members.find(name_of(path.front()));
  const bool is_new = found == out->members.end() && out->complete;
  const std::vector<Step> rest(path.begin() + 1, path.end());
  if (rest.empty() || !is_new) {
    const Known before = found == out->members.end() ? nullptr : found->second;
    out->members[name_of(path.front())] = known_with(before, rest, value);
    return out;
  }
  auto object = std::make_shared<KnownValue>();
  object->kinds = kObjectType;
  object->complete = true;
  out->members[name_of(path.front())] = known_with(object, rest, value);
  return out;
}

}  // namespace sluice::expression
