#include "record/expand.hpp"

#include <string>

#include "record/decode.hpp"
#include "record/messages.hpp"

namespace sluice::record {

namespace {
constexpr const char* kOutside = "a value's text is not in the batch, or not all of it";
}

// Text of the page was checked, so only memory and names can fail; text of the arena may not
// come from the host's parse, so it is read with the same care.
Status expand(BatchContent& batch, sluice_value* value) {
  if (value->kind != SLUICE_KIND_RAW) return {};
  const bool object = value->flags & SLUICE_VALUE_OBJECT;
  const char* const text = value->as.text;
  if (text && !batch.may_hold(text, value->size)) return Status::data(kOutside);
  if (!text || !value->size || *text != (object ? '{' : '['))
    return Status::data("raw value is not the " + std::string(object ? "object" : "array") +
                        " it is flagged as");
  LevelParser& parser = batch.parser();
  parser.clear_faults();
  parser.grammar().start(text + value->size);
  sluice_value opened;
  const char* end = parser.opened(text, &opened);
  if (!end && parser.out_of_memory()) return batch.no_memory();
  if (end != text + value->size)
    return Status::data("raw value is not JSON; raw text must come from the host's parse");
  if (parser.faulty()) return Status::data(parser.fault());
  *value = opened;
  return {};
}

Status decode(BatchContent& batch, const sluice_value& value, sluice_slice* out) {
  if (value.kind != SLUICE_KIND_STRING)
    return {SLUICE_E_INVALID,
            "only a string can be decoded, and the value has kind " + std::to_string(value.kind)};
  *out = {value.as.text, value.size};
  if (value.size && !batch.may_hold(value.as.text, value.size)) return Status::data(kOutside);
  if ((value.flags & SLUICE_VALUE_PLAIN) || !(value.flags & SLUICE_VALUE_JSON)) return {};
  auto* decoded = static_cast<char*>(batch.arena().allocate(value.size));
  if (!decoded) return batch.no_memory();
  const size_t size = decode_escapes(value.as.text, value.size, decoded);
  if (size == SIZE_MAX)
    return Status::data("string " + quoted(*out) +
                        " holds half a surrogate pair, which is no character");
  batch.arena().shrink_last(decoded, size);
  *out = {decoded, size};
  return {};
}

}  // namespace sluice::record
