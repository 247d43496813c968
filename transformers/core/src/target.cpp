#include "target.hpp"

#include <algorithm>
#include <string_view>

#include "expression/values.hpp"

namespace sluice::core {
namespace {

using expression::Path;
using expression::Step;

Status no_memory() { return {SLUICE_E_NO_MEMORY, "the batch's memory budget is spent"}; }

sluice_value empty_object() {
  sluice_value v{};
  v.kind = SLUICE_OBJECT;
  return v;
}

Status in_the_way(const Path& path, size_t depth, const sluice_value& value) {
  std::string where =
      depth ? "'" + std::string(path.steps()[depth - 1].text, path.steps()[depth - 1].size) + "'"
            : "the record";
  return Status::data("cannot set '" + path.text() + "': " + where + " is of type " +
                      expression::type_name(value) + ", not an object");
}

// Makes an object of what stands at `depth` of the path, if it can be one.
bool open(sluice_batch* batch, const Path& path, size_t depth, sluice_value* at, Status* why) {
  if (at->kind == SLUICE_NULL && depth) return *at = empty_object(), true;
  if (!expression::is_object(*at)) return *why = in_the_way(path, depth, *at), false;
  const sluice_status code = batch->json->expand(batch, at);
  return code ? (*why = Status(code, {}), false) : true;
}

// A new member of that name, to be filled; NULL when memory is spent.
inline sluice_value* appended(sluice_batch* batch, sluice_value* object, Step& step) {
  step.hint = object->size;
  sluice_member* member = sluice_append(batch->arena, object);
  if (!member) return nullptr;
  *member = {step.text, step.size, step.head, empty_object()};
  return &member->value;
}

inline sluice_value* member_of(sluice_batch* batch, sluice_value* object, Step& step) {
  sluice_member* member = expression::find_member(batch, object, step);
  return member ? &member->value : appended(batch, object, step);
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
  targets_.push_back({name, std::move(path)});
}

// Whether the root had no such member when the first target was put.
bool Targets::is_absent(const sluice_value& root, Name& name) {
  if (!met_ && !shape_.is(root)) {
    shape_.keep(root);
    generation_++;
  }
  met_ = true;
  if (name.generation == generation_) return name.absent;
  name.generation = generation_;
  return name.absent = !shape_.may_have(name.step);
}

sluice_value* Targets::root_member(sluice_batch* batch, sluice_value* root, Name& name) {
  Step& step = name.step;
  if (step.hint < root->size && expression::has_name(root->as.members[step.hint], step))
    return &root->as.members[step.hint].value;
  return is_absent(*root, name) ? appended(batch, root, step) : member_of(batch, root, step);
}

bool Targets::put(sluice_batch* batch, sluice_value* root, size_t target, const sluice_value& value,
                  Status* why) {
  Path& path = targets_[target].path;
  if (root->kind != SLUICE_OBJECT && !open(batch, path, 0, root, why)) return false;
  sluice_value* at = root_member(batch, root, names_[targets_[target].name]);
  for (size_t depth = 1; at && depth < path.steps().size(); depth++) {
    if (at->kind != SLUICE_OBJECT && !open(batch, path, depth, at, why)) return false;
    at = member_of(batch, at, path.steps()[depth]);
  }
  if (!at) return *why = no_memory(), false;
  *at = value;
  return true;
}

}  // namespace sluice::core
