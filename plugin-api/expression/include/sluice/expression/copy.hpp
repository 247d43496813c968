// Copying values inside one batch. [lane]
#pragma once

#include "sluice/abi.h"

namespace sluice::expression {

namespace detail {
sluice_status copy_container(sluice_batch* batch, const sluice_value& value, sluice_value* out);
}  // namespace detail

// `*out` becomes an independent value: expanded containers are copied down to their scalars (two
// owners of one expanded container would change each other), raw text stays shared, because
// expanding a raw value replaces that value only. SLUICE_E_NO_MEMORY, or E_DATA for a tree deeper
// than any the host writes.
inline sluice_status copy_value(sluice_batch* batch, const sluice_value& value, sluice_value* out) {
  const bool container = value.kind == SLUICE_KIND_ARRAY || value.kind == SLUICE_KIND_OBJECT;
  return container ? detail::copy_container(batch, value, out) : (*out = value, SLUICE_OK);
}

}  // namespace sluice::expression
