#include "sluice/expression/copy.hpp"

#include <cstring>

#include "sluice/record.h"

namespace sluice::expression {
namespace {

constexpr int kMaxCopyDepth = 1024;

sluice_status copy(sluice_batch* batch, const sluice_value& value, sluice_value* out, int depth) {
  *out = value;
  if (value.kind != SLUICE_KIND_ARRAY && value.kind != SLUICE_KIND_OBJECT) return SLUICE_OK;
  if (depth > kMaxCopyDepth) return SLUICE_E_DATA;
  out->room = 0;
  if (!value.size) return SLUICE_OK;
  bool object = value.kind == SLUICE_KIND_OBJECT;
  size_t size = object ? sizeof(sluice_member) : sizeof(sluice_value);
  void* memory = sluice_alloc(batch->arena, value.size * size);
  if (!memory) return SLUICE_E_NO_MEMORY;
  memcpy(memory, value.as.members, value.size * size);
  if (object)
    out->as.members = static_cast<sluice_member*>(memory);
  else
    out->as.items = static_cast<sluice_value*>(memory);
  for (uint32_t i = 0; i < value.size; i++) {
    sluice_value* child = object ? &out->as.members[i].value : &out->as.items[i];
    if (child->kind != SLUICE_KIND_ARRAY && child->kind != SLUICE_KIND_OBJECT) continue;
    sluice_value original = *child;
    if (sluice_status status = copy(batch, original, child, depth + 1)) return status;
  }
  return SLUICE_OK;
}

}  // namespace

sluice_status detail::copy_container(sluice_batch* batch, const sluice_value& value,
                                     sluice_value* out) {
  return copy(batch, value, out, 0);
}

}  // namespace sluice::expression
