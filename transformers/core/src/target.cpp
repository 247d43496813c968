#include "target.hpp"

#include <algorithm>
#include <string_view>

#include "sluice/expression/values.hpp"

namespace sluice::core {
namespace {

using expression::Path;
using expression::Step;

// Failures are kept off the path of ordinary records.
#define SLUICE_COLD __attribute__((noinline, cold))

SLUICE_COLD bool no_memory(Status* why) {
  *why = {SLUICE_E_NO_MEMORY, "the batch's memory budget is exhausted"};
  return false;
}

sluice_value empty_object() {
  sluice_value v{};
  v.kind = SLUICE_KIND_OBJECT;
  return v;
}

Status in_the_way(const Path& path, size_t depth, const sluice_value& value) {
  std::string where =
      depth ? "'" + std::string(path.steps()[depth - 1].text, path.steps()[depth - 1].size) + "'"
            : "the record";
  return Status::data("cannot set '" + path.text() + "': " + where + " is of type " +
                      expression::type_name(value) + ", not an object");
}

// Makes an object of the value at `depth` of the path, if possible.
SLUICE_COLD bool open(sluice_batch* batch, const Path& path, size_t depth, sluice_value* at,
                      Status* why) {
  if (at->kind == SLUICE_KIND_NULL && depth) return *at = empty_object(), true;
  if (!expression::is_object(*at)) return *why = in_the_way(path, depth, *at), false;
  const sluice_status code = batch->json->expand(batch, at);
  return code ? (*why = Status(code, {}), false) : true;
}

// A new member of that name, to be filled; NULL when out of memory.
inline sluice_value* appended(sluice_batch* batch, sluice_value* object, Step& step) {
  step.hint = object->size;
  sluice_member* member = sluice_append(batch->arena, object);
  if (!member) return nullptr;
  *member = {step.text, step.size, step.head, empty_object()};
  return &member->value;
}

}  // namespace

void Targets::add(Path path) {
  const Step& first = path.steps().front();
  const auto known = std::find_if(names_.begin(), names_.end(), [&](const Name& name) {
    return std::string_view(name.step.text, name.step.size) ==
           std::string_view(first.text, first.size);
  });
  const auto name = static_cast<size_t>(known - names_.begin());
  if (known == names_.end()) names_.push_back({first});
  const bool is_inner = path.steps().size() > 1;
  targets_.push_back({name, is_inner, std::move(path)});
}

void Targets::meet(const sluice_value& root, uint64_t version) {
  met_ = true;
  if (version ? version == version_ : shape_.is(root)) return;
  version_ = version;
  shape_.keep(root);
  generation_++;
}

// Whether the root had no such member when the first target was put.
inline bool Targets::is_absent(const sluice_value& root, Name& name) {
  if (!met_) meet(root, told_);
  if (name.generation == generation_) return name.absent;
  name.generation = generation_;
  return name.absent = !shape_.may_have(name.step);
}

inline sluice_value* Targets::root_member(sluice_batch* batch, sluice_value* root, Name& name) {
  Step& step = name.step;
  if (step.hint < root->size && expression::has_name(root->as.members[step.hint], step))
    return &root->as.members[step.hint].value;
  if (!is_absent(*root, name))
    if (sluice_member* member = expression::find_member(batch, root, step)) return &member->value;
  return appended(batch, root, step);
}

// Below the root. NULL after setting `why`.
sluice_value* Targets::inner_member(sluice_batch* batch, sluice_value* at, Path& path,
                                    Status* why) {
  Step* step = path.steps().data() + 1;
  for (const Step* end = path.steps().data() + path.steps().size(); step < end; step++) {
    const auto depth = static_cast<size_t>(step - path.steps().data());
    if (at->kind != SLUICE_KIND_OBJECT && !open(batch, path, depth, at, why)) return nullptr;
    sluice_member* member = expression::find_member(batch, at, *step);
    at = member ? &member->value : appended(batch, at, *step);
    if (!at) return no_memory(why), nullptr;
  }
  return at;
}

inline sluice_value* Targets::place_of(sluice_batch* batch, sluice_value* root, Target& target,
                                       Status* why) {
  if (root->kind != SLUICE_KIND_OBJECT && !open(batch, target.path, 0, root, why)) return nullptr;
  sluice_value* at = root_member(batch, root, names_[target.name]);
  if (!at) return no_memory(why), nullptr;
  return target.is_inner ? inner_member(batch, at, target.path, why) : at;
}

bool Targets::put(sluice_batch* batch, sluice_value* root, std::span<const FoundValue> values,
                  uint64_t version, Status* why) {
  met_ = false;
  told_ = version;
  Target* target = targets_.data();
  for (const FoundValue& found : values) {
    Target& to = *target++;
    if (!found.found) continue;
    sluice_value* const place = place_of(batch, root, to, why);
    if (!place) return false;
    *place = found.value;
  }
  return true;
}

}  // namespace sluice::core
