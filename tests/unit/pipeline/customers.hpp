// A target to which a record sent twice is there twice, so that it is asked after a kill.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "fakes.hpp"

namespace sluice::test {

// Where a record that is sent twice is there twice: no key, no position.
class Customers {
 public:
  std::vector<std::string> there;
  std::vector<std::string> asked;
  int calls = 0;
  std::function<void(sluice_batch*)> on_publish;
  std::function<sluice_status(const std::string&)> fate = [](const std::string&) {
    return SLUICE_E_DATA;
  };
  std::function<sluice_status(const std::string&)> outcome;

  // Per call; not OK: it fails and takes nothing.
  std::function<sluice_status(sluice_error*)> on_call;

  pipeline::Target target(bool ahead = false) {
    table_ = {sizeof(sluice_publisher), resume, publish, flush, {}, {}, {}, {}, recover};
    if (ahead) {
      table_.begin = publish;
      table_.settle = [](void*, sluice_batch*, const sluice_cancel*, sluice_error*) {
        return sluice_status{SLUICE_OK};
      };
    }
    return {"publishers[0] (fake.customers)", "shop", this, &table_, false, true};
  }

 private:
  static Customers& of(void* self) { return *static_cast<Customers*>(self); }
  static sluice_status resume(void*, sluice_slice, const sluice_cancel*, sluice_error*) {
    return SLUICE_OK;
  }
  static sluice_status publish(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                               const sluice_cancel*, sluice_error* error) {
    Customers& me = of(self);
    me.calls++;
    if (me.on_publish) me.on_publish(batch);
    if (me.on_call)
      if (sluice_status s = me.on_call(error)) return s;
    for (size_t i = 0; i < batch->count; i++) {
      if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
      std::string text = text_of(batch, i);
      if (me.outcome) outcomes[i].status = me.outcome(text);
      if (outcomes[i].status == SLUICE_OK) me.there.push_back(std::move(text));
    }
    return SLUICE_OK;
  }
  static sluice_status flush(void*, int32_t, sluice_text*, const sluice_cancel*, sluice_error*) {
    return SLUICE_OK;
  }
  static sluice_status recover(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                               const sluice_cancel*, sluice_error*) {
    for (size_t i = 0; i < batch->count; i++) {
      if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
      of(self).asked.push_back(text_of(batch, i));
      outcomes[i].status = of(self).fate(of(self).asked.back());
    }
    return SLUICE_OK;
  }
  sluice_publisher table_ = {};
};

}  // namespace sluice::test
