#include "sluice/expression/record_name.hpp"

#include <string_view>

#include "sluice/expression/values.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::expression {
namespace {

constexpr const char* kNames[] = {"id", "key", "code", "sku", "number", "handle", "name", "email"};

// Of a whole record whose elements are the batch's records, the first of these, which has its key
// and source.
size_t index_of(const sluice_batch* batch, const sluice_value* root) {
  for (size_t i = 0; batch->elements && i < batch->count; i++)
    if (batch->elements[i].record == root) return i;
  return record_index(batch, root);
}

std::string by_member(sluice_batch* batch, sluice_value* object) {
  if (!is_object(*object)) return {};
  for (const char* name : kNames) {
    const std::string_view key(name);
    sluice_key wanted = sluice_key_of(name, key.size());
    const sluice_member* member = sluice_find(batch, object, &wanted);
    if (!member || member->value.kind < SLUICE_KIND_NUMBER ||
        member->value.kind > SLUICE_KIND_STRING)
      continue;
    constexpr size_t kMostOfValue = 60;
    return std::string(key) + "=" + std::string(text_of(member->value).substr(0, kMostOfValue));
  }
  return {};
}

// Earlier steps may have renamed or dropped the members that name it.
std::string by_source(sluice_batch* batch, sluice_slice source) {
  sluice_value value{};
  if (!source.size || batch->json->parse(batch, source, &value)) return {};
  return by_member(batch, &value);
}

}  // namespace

size_t record_index(const sluice_batch* batch, const sluice_value* root) {
  const auto first = reinterpret_cast<uintptr_t>(batch->records);
  const auto at = reinterpret_cast<uintptr_t>(root) - offsetof(sluice_record, root);
  if (!batch->count || at < first) return kNoRecord;
  const size_t index = (at - first) / batch->record_stride;
  const bool is_one = index < batch->count && at == first + index * batch->record_stride;
  return is_one ? index : kNoRecord;
}

std::string record_name(sluice_batch* batch, const sluice_value* root) {
  const size_t index = index_of(batch, root);
  if (index == kNoRecord) return "a record";
  sluice_record* record = sluice_record_at(batch, index);
  if (record->key.size) return "record " + std::string(view(record->key));
  const int32_t fault = batch->fault;
  std::string name = by_source(batch, record->source);
  if (name.empty()) name = by_member(batch, &record->root);
  batch->fault = fault;
  return name.empty() ? "record " + std::to_string(index + 1) + " of its batch" : "record " + name;
}

}  // namespace sluice::expression
