#include "record/copy_batch.hpp"

#include <algorithm>

namespace sluice::record {
namespace {

// As the writer: the stack must hold it.
constexpr uint32_t kDeepestCopy = 10'000;

class ValueCopy {
 public:
  ValueCopy(const Arena& from, Arena& to) : from_(from), to_(to) {}

  Status copy(sluice_value& value, uint32_t level) {
    if (value.kind != SLUICE_KIND_OBJECT && value.kind != SLUICE_KIND_ARRAY) return {};
    if (level > kDeepestCopy) return Status::data("a value is nested too deeply");
    return value.kind == SLUICE_KIND_OBJECT ? copy_members(value, level) : copy_items(value, level);
  }

 private:
  Status copy_members(sluice_value& object, uint32_t level) {
    if (Status s = copy_block(object, object.as.members); !s) return s;
    for (uint32_t i = 0; i < object.size; i++)
      if (Status s = copy(object.as.members[i].value, level + 1); !s) return s;
    return {};
  }

  Status copy_items(sluice_value& array, uint32_t level) {
    if (Status s = copy_block(array, array.as.items); !s) return s;
    for (uint32_t i = 0; i < array.size; i++)
      if (Status s = copy(array.as.items[i], level + 1); !s) return s;
    return {};
  }

  // An empty one has an address, too.
  template <class T>
  Status copy_block(sluice_value& value, T*& block) {
    const size_t bytes = value.size * sizeof(T);
    if (bytes && !from_.holds(block, bytes))
      return Status::data("a value's members or items are not in the batch, or not all of them");
    T* const made = static_cast<T*>(to_.allocate(bytes ? bytes : 1));
    if (!made) return {SLUICE_E_NO_MEMORY, ""};
    std::copy_n(block, value.size, made);
    block = made;
    value.room = 0;
    return {};
  }

  const Arena& from_;
  Arena& to_;
};

}  // namespace

bool copy_records(Batch& from, Batch& to) {
  if (!to.records().copy(from.records())) return false;
  if (from.multiline()) to.note_line_breaks();
  for (size_t i = 0; i < to.records().size(); i++) to.records()[i].state = SLUICE_RECORD_FILTERED;
  to.publish_records();
  return true;
}

Status copy_batch(Batch& from, std::span<const size_t> only, Batch& to) {
  if (!copy_records(from, to)) return to.no_memory();
  ValueCopy values(from.arena(), to.arena());
  for (size_t i = 0; i < to.records().size(); i++) {
    sluice_record& record = to.records()[i];
    const bool chosen = only.empty() || std::binary_search(only.begin(), only.end(), i);
    if (!chosen || from.records()[i].state != SLUICE_RECORD_LIVE) continue;
    record.state = SLUICE_RECORD_LIVE;
    Status copied = values.copy(record.root, 0);
    if (copied.code() == SLUICE_E_NO_MEMORY) return to.no_memory();
    if (!copied) to.records().fail(i, copied.code(), copied.message());
  }
  return {};
}

}  // namespace sluice::record
