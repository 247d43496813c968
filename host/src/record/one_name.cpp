#include "record/one_name.hpp"

#include "sluice/record.h"

namespace sluice::record {

namespace {

class Opener {
 public:
  explicit Opener(BatchContent& batch) : batch_(batch), parser_(batch.parser()) {}

  // `changed` is set if the value, or something in it, had a name twice; otherwise it is unchanged.
  bool any(sluice_value* value, bool* changed) {
    if (value->kind == SLUICE_KIND_RAW) return raw(value, changed);
    bool done = true;
    if (value->kind == SLUICE_KIND_OBJECT)
      for (uint32_t i = 0; done && i < value->size; i++)
        done = any(&value->as.members[i].value, changed);
    if (value->kind == SLUICE_KIND_ARRAY)
      for (uint32_t i = 0; done && i < value->size; i++) done = any(&value->as.items[i], changed);
    return done;
  }

 private:
  // Memory of values that stay raw is freed, as far as it is in one chunk.
  bool raw(sluice_value* value, bool* changed) {
    sluice_arena* const arena = batch_.arena().abi();
    char* const next = arena->next;
    char* const end = arena->end;
    const size_t replaced_before = parser_.replaced();
    sluice_value opened;
    parser_.grammar().start(value->as.text + value->size);
    if (!parser_.opened(value->as.text, &opened)) return false;
    // It is reported when that level is expanded, as it is without the option.
    if (parser_.faulty()) return parser_.clear_faults(), true;
    bool differs = parser_.replaced() != replaced_before;
    if (!any(&opened, &differs)) return false;
    if (differs) {
      *value = opened;
      *changed = true;
    } else if (arena->end == end) {
      arena->next = next;
    }
    return true;
  }

  BatchContent& batch_;
  LevelParser& parser_;
};

}  // namespace

bool keep_last_names(BatchContent& batch, sluice_value* value) {
  if (!batch.limits().allow_duplicate_keys) return true;
  bool changed = false;
  return Opener(batch).any(value, &changed);
}

}  // namespace sluice::record
