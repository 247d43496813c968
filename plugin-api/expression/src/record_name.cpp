#include "sluice/expression/record_name.hpp"

#include <string_view>

#include "sluice/expression/values.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::expression {
namespace {

constexpr size_t kNotFound = SIZE_MAX;
constexpr const char* kNames[] = {"id", "key", "code", "sku", "number", "handle", "name", "email"};

size_t index_of(const sluice_batch* batch, const sluice_value* root) {
  for (size_t i = 0; i < batch->count; i++)
    if (&sluice_record_at(batch, i)->root == root) return i;
  return kNotFound;
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

std::string record_name(sluice_batch* batch, const sluice_value* root) {
  const size_t index = index_of(batch, root);
  if (index == kNotFound) return "a record";
  sluice_record* record = sluice_record_at(batch, index);
  if (record->key.size) return "record " + std::string(view(record->key));
  const int32_t fault = batch->fault;
  std::string name = by_source(batch, record->source);
  if (name.empty()) name = by_member(batch, &record->root);
  batch->fault = fault;
  return name.empty() ? "record " + std::to_string(index + 1) + " of its batch" : "record " + name;
}

}  // namespace sluice::expression
