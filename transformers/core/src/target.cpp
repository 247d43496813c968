#include "target.hpp"

#include <string>

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

// The member of that name, made (as null) if it was not there; NULL when memory is spent.
sluice_value* appended(sluice_batch* batch, sluice_value* object, Step& step) {
  step.hint = object->size;
  sluice_member* member = sluice_append(batch->arena, object);
  if (!member) return nullptr;
  *member = {step.text, step.size, step.head, empty_object()};
  return &member->value;
}

sluice_value* member_of(sluice_batch* batch, sluice_value* object, Step& step) {
  sluice_member* member = expression::find_member(batch, object, step);
  return member ? &member->value : appended(batch, object, step);
}

// The same of the root, whose members are many.
sluice_value* root_member(sluice_batch* batch, sluice_value* root, NameFilter& names, Step& step) {
  if (step.hint < root->size && expression::has_name(root->as.members[step.hint], step))
    return &root->as.members[step.hint].value;
  if (!names.filled()) names.fill(*root);
  if (names.may_have(step.size, step.head)) return member_of(batch, root, step);
  names.add(step.size, step.head);
  return appended(batch, root, step);
}

}  // namespace

void NameFilter::fill(const sluice_value& object) {
  for (uint32_t i = 0; i < object.size; i++)
    add(object.as.members[i].key_size, object.as.members[i].key_head);
  filled_ = true;
}

bool put(sluice_batch* batch, sluice_value* root, NameFilter& names, Path& path,
         const sluice_value& value, Status* why) {
  sluice_value* at = root;
  size_t depth = 0;
  for (Step& step : path.steps()) {
    if (at->kind == SLUICE_NULL && depth) *at = empty_object();
    if (!expression::is_object(*at)) return *why = in_the_way(path, depth, *at), false;
    sluice_status code = at->kind == SLUICE_RAW ? batch->json->expand(batch, at) : SLUICE_OK;
    if (code) return *why = Status(code, {}), false;
    at = depth ? member_of(batch, at, step) : root_member(batch, at, names, step);
    if (!at) return *why = no_memory(), false;
    depth++;
  }
  *at = value;
  return true;
}

}  // namespace sluice::core
