#include "pipeline/elements.hpp"

#include <algorithm>

#include "pipeline/decision.hpp"
#include "sluice/expression/copy.hpp"
#include "sluice/expression/report.hpp"
#include "sluice/expression/values.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {

Elements::Elements(expression::Path& path, record::Batch& batch)
    : path_(path),
      batch_(batch),
      list_(batch.budget()),
      arrays_(batch.budget()),
      turns_(batch.budget()) {}

Status Elements::collect() {
  sluice_batch* const abi = batch_.abi();
  for (size_t i = 0; i < abi->count; i++) {
    if (sluice_record_at(abi, i)->state != SLUICE_RECORD_LIVE) continue;
    const size_t arrays = arrays_.size(), elements = list_.size();
    abi->fault = SLUICE_OK;
    Status status = collect_record(i);
    if (status) continue;
    if (status.code() == SLUICE_E_NO_MEMORY) return batch_.no_memory();
    status = expression::told_of(status, "each", abi, &sluice_record_at(abi, i)->root);
    abi->records_api->fail_record(abi, i, status.code(), slice(status.message()));
    arrays_.resize(arrays);
    for (size_t e = elements; e < list_.size(); e++) list_[e].state = SLUICE_RECORD_FILTERED;
  }
  abi->fault = SLUICE_OK;
  collected_ = static_cast<uint32_t>(list_.size());
  return {};
}

Status Elements::collect_record(size_t index) {
  way_.clear();
  return walk(index, &sluice_record_at(batch_.abi(), index)->root, 0);
}

// From step number `step` of the path on.
Status Elements::walk(size_t record, sluice_value* value, size_t step) {
  std::vector<expression::Step>& steps = path_.steps();
  for (; step < steps.size(); step++) {
    if (value->kind == SLUICE_KIND_NULL) return {};
    if (expression::is_array(*value)) return walk_items(record, value, step);
    if (!expression::is_object(*value)) return no_array(*value, step);
    sluice_member* const member = expression::find_member(batch_.abi(), value, steps[step]);
    if (!member) return host_fault();
    value = &member->value;
  }
  if (value->kind == SLUICE_KIND_NULL) return {};
  return expression::is_array(*value) ? add_array(record, value) : no_array(*value, step);
}

Status Elements::walk_items(size_t record, sluice_value* array, size_t step) {
  sluice_value* const items = sluice_items(batch_.abi(), array);
  if (!items) return host_fault();
  for (uint32_t i = 0; i < array->size; i++) {
    way_.push_back({static_cast<uint32_t>(step), i});
    if (Status s = walk(record, &items[i], step); !s) return s;
    way_.pop_back();
  }
  return {};
}

Status Elements::add_array(size_t record, sluice_value* value) {
  const sluice_value* const items = sluice_items(batch_.abi(), value);
  if (!items) return host_fault();
  Array* const array = arrays_.push();
  if (!array || list_.size() + value->size > UINT32_MAX) return batch_.no_memory();
  *array = {value,
            record,
            static_cast<uint32_t>(list_.size()),
            value->size,
            static_cast<uint32_t>(turns_.size()),
            0};
  for (const Turn& turn : way_) {
    Turn* const kept = turns_.push();
    if (!kept) return batch_.no_memory();
    *kept = turn;
  }
  array->end_turns = static_cast<uint32_t>(turns_.size());
  if (!list_.add_elements(batch_.records(), record, {items, value->size}))
    return batch_.no_memory();
  for (uint32_t i = 0; i < value->size; i++)
    if (const auto code =
            expression::copy_value(batch_.abi(), items[i], &list_[array->first + i].root))
      return {code, "an element nests too deep to be copied"};
  return {};
}

// OK: nothing is there.
Status Elements::host_fault() { return batch_.abi()->fault ? batch_.last_fault() : Status(); }

Status Elements::no_array(const sluice_value& value, size_t steps) const {
  std::string at;
  for (size_t i = 0; i < steps; i++) {
    const expression::Step& step = path_.steps()[i];
    at.append(i ? "." : "").append(step.text, step.size);
  }
  const std::string what = at.empty() ? "the record" : "'" + at + "'";
  return Status::data(what + " is of type " + expression::type_name(value) +
                      ", an array is needed");
}

Status Elements::put_back() {
  if (list_.origin_count())
    return Status::internal("it added a record as read, which a step with each cannot do");
  fail_records();
  sort_made();
  for (size_t i = 0; i < arrays_.size(); i++)
    if (Status s = put_back(arrays_[i]); !s) return s;
  return {};
}

// The first element that failed tells why.
void Elements::fail_records() {
  sluice_batch* const abi = batch_.abi();
  for (size_t a = 0; a < arrays_.size(); a++) {
    const Array& array = arrays_[a];
    for (size_t i = array.first; i < size_t{array.first} + array.count; i++) {
      if (list_[i].state != SLUICE_RECORD_FAILED) continue;
      const record::RecordError* const error = list_.error_of(i);
      const std::string why = (error ? error->message : std::string("it failed without a reason")) +
                              ", at " + place_of(array, i);
      abi->records_api->fail_record(abi, array.record, error ? error->code : SLUICE_E_DATA,
                                    slice(why));
      break;
    }
  }
}

// By the element that it was made of, otherwise in the order it was made.
void Elements::sort_made() {
  for (size_t i = collected_; i < list_.size(); i++) made_.push_back(static_cast<uint32_t>(i));
  const sluice_element* const elements = list_.elements();
  std::stable_sort(made_.begin(), made_.end(),
                   [&](uint32_t a, uint32_t b) { return elements[a].number < elements[b].number; });
}

// Elements that are neither dropped nor split stay where they are.
Status Elements::put_back(const Array& array) {
  const size_t end = size_t{array.first} + array.count;
  const size_t made = next_made_;
  while (next_made_ < made_.size() && list_.elements()[made_[next_made_]].number < end)
    next_made_++;
  if (sluice_record_at(batch_.abi(), array.record)->state != SLUICE_RECORD_LIVE) return {};
  const size_t live = count_live(array, made, next_made_);
  sluice_value* items = array.value->as.items;
  if (live != array.count || made != next_made_) {
    items = static_cast<sluice_value*>(
        sluice_alloc(batch_.abi()->arena, std::max<size_t>(live, 1) * sizeof(sluice_value)));
    if (!items || live > UINT32_MAX) return batch_.no_memory();
    array.value->as.items = items;
    array.value->size = static_cast<uint32_t>(live);
    array.value->room = 0;
  }
  for (size_t i = array.first, m = made; i < end; i++) {
    if (is_live(i)) *items++ = list_[i].root;
    for (; m < next_made_ && list_.elements()[made_[m]].number == i; m++)
      if (is_live(made_[m])) *items++ = list_[made_[m]].root;
  }
  return {};
}

size_t Elements::count_live(const Array& array, size_t made, size_t end_made) {
  size_t live = 0;
  for (size_t i = 0; i < array.count; i++) live += is_live(array.first + i);
  for (size_t i = made; i < end_made; i++) live += is_live(made_[i]);
  return live;
}

// "lines[2].taxes[0]"
std::string Elements::place_of(const Array& array, size_t element) const {
  std::string out;
  const Turn* turn = turns_.data() + array.turns;
  const Turn* const end = turns_.data() + array.end_turns;
  for (size_t i = 0; i <= path_.steps().size(); i++) {
    for (; turn < end && turn->step == i; turn++) out += "[" + std::to_string(turn->index) + "]";
    if (i == path_.steps().size()) break;
    const expression::Step& step = path_.steps()[i];
    out.append(out.empty() ? "" : ".").append(step.text, step.size);
  }
  return out + "[" + std::to_string(element - array.first) + "]";
}

}  // namespace sluice::pipeline
