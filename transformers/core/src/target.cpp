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
sluice_value* member_of(sluice_batch* batch, sluice_value* object, Step& step) {
  sluice_member* member = expression::find_member(batch, object, step);
  if (!member) {
    step.hint = object->size;
    member = sluice_append(batch->arena, object);
    if (!member) return nullptr;
    *member = {step.text, step.size, step.head, empty_object()};
  }
  return &member->value;
}

}  // namespace

bool put(sluice_batch* batch, sluice_value* root, Path& path, const sluice_value& value,
         Status* why) {
  sluice_value* at = root;
  size_t depth = 0;
  for (Step& step : path.steps()) {
    if (at->kind == SLUICE_NULL && depth) *at = empty_object();
    if (!expression::is_object(*at)) return *why = in_the_way(path, depth, *at), false;
    sluice_status code = at->kind == SLUICE_RAW ? batch->json->expand(batch, at) : SLUICE_OK;
    if (code) return *why = Status(code, {}), false;
    at = member_of(batch, at, step);
    if (!at) return *why = no_memory(), false;
    depth++;
  }
  *at = value;
  return true;
}

}  // namespace sluice::core
