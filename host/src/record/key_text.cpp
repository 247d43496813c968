#include "record/key_text.hpp"

#include "base/plain_number.hpp"
#include "record/expand.hpp"
#include "record/string_text.hpp"
#include "sluice/value.hpp"

namespace sluice::record {
namespace {

Status no_key() {
  return Status::data("a key is text, a number, true or false, or a list of these");
}

Result<std::string> scalar_text(BatchContent& batch, const sluice_value& value) {
  switch (value.kind) {
    case SLUICE_KIND_STRING: {
      sluice_slice decoded{};
      if (Status s = decode(batch, value, &decoded); !s.ok()) return s;
      return std::string(view(decoded));
    }
    case SLUICE_KIND_NUMBER:
      return base::plain_number({value.as.text, value.size});
    case SLUICE_KIND_TRUE:
    case SLUICE_KIND_FALSE:
      return std::string(value.as.text, value.size);
    default:
      return no_key();
  }
}

// In a list a text is told from a number of its spelling.
Status add_item(BatchContent& batch, const sluice_value& item, OutBuffer& out) {
  if (item.kind == SLUICE_KIND_NULL)
    return out.put(std::string_view("null")) ? Status() : batch.no_memory();
  Result<std::string> text = scalar_text(batch, item);
  if (!text) return text.status();
  const bool put = item.kind == SLUICE_KIND_STRING ? write_escaped(*text, out) == TextResult::kDone
                                                   : out.put(std::string_view(*text));
  return put ? Status() : batch.no_memory();
}

Result<std::string> list_text(BatchContent& batch, sluice_value list) {
  if (list.kind == SLUICE_KIND_RAW)
    if (Status s = expand(batch, &list); !s.ok()) return s;
  OutBuffer out(batch.budget());
  bool put = out.put('[');
  for (uint32_t i = 0; put && i < list.size; i++) {
    if (i) put = out.put(',');
    if (Status s = add_item(batch, list.as.items[i], out); !s.ok()) return s;
  }
  if (!put || !out.put(']')) return batch.no_memory();
  return std::string(view(out.slice()));
}

bool is_list(const sluice_value& value) {
  return value.kind == SLUICE_KIND_ARRAY ||
         (value.kind == SLUICE_KIND_RAW && !(value.flags & SLUICE_VALUE_OBJECT));
}

}  // namespace

Result<std::string> key_text(BatchContent& batch, const sluice_value& value) {
  Result<std::string> text = is_list(value) ? list_text(batch, value) : scalar_text(batch, value);
  if (text && text->size() > kLongestKey)
    return Status::data("a key of " + std::to_string(text->size()) + " bytes; at most " +
                        std::to_string(kLongestKey) + " are possible");
  return text;
}

}  // namespace sluice::record
