#include "shown_value.hpp"

#include <algorithm>

#include "sluice/printable.hpp"
#include "sluice/record.h"

namespace sluice::core {

Status ShownValue::read(sluice_value* root, std::string* out) {
  const sluice_value* const value = evaluator_.evaluate(root);
  if (!value) return evaluator_.failure();
  sluice_slice text{};
  const sluice_status code = value->kind == SLUICE_KIND_STRING
                                 ? batch_->json->decode(batch_, value, &text)
                                 : batch_->json->write(batch_, value, &text);
  if (code) return {code, {}};
  size_t size = std::min(text.size, kLongest);
  while (size < text.size && size && (text.data[size] & 0xC0) == 0x80) size--;  // whole characters
  *out = printable({text.data, size}) + (size < text.size ? "…" : "");
  return {};
}

}  // namespace sluice::core
