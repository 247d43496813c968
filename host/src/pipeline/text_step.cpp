#include "pipeline/text_step.hpp"

#include <memory>
#include <string>
#include <vector>

#include "pipeline/call.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

// Each put is one record. Kept texts count against the batch's budget.
class Texts {
 public:
  explicit Texts(record::Budget& budget) : budget_(budget), text_{} {
    text_.struct_size = sizeof text_;
    text_.host_data = this;
    text_.put = [](sluice_text* text, sluice_slice part) {
      static_cast<Texts*>(text->host_data)->add(view(part));
    };
  }
  ~Texts() { budget_.give(taken_); }
  Texts(const Texts&) = delete;
  Texts& operator=(const Texts&) = delete;

  sluice_text* abi() { return &text_; }
  const std::vector<std::string>& parts() const { return parts_; }
  bool out_of_memory() const { return out_of_memory_; }

 private:
  static constexpr size_t kPartBytes = 2 * sizeof(std::string);

  void add(std::string_view part) {
    if (out_of_memory_ || !budget_.take(part.size() + kPartBytes)) {
      out_of_memory_ = true;
      return;
    }
    taken_ += part.size() + kPartBytes;
    parts_.emplace_back(part);
  }

  record::Budget& budget_;
  size_t taken_ = 0;
  bool out_of_memory_ = false;
  sluice_text text_;
  std::vector<std::string> parts_;
};

void fail(sluice_batch* abi, size_t index, sluice_status code, const std::string& message) {
  abi->records_api->fail_record(abi, index, code, slice(message));
  abi->fault = SLUICE_OK;
}

// False: the batch's memory is exhausted.
bool set_root(record::Batch& batch, size_t index, const std::string& text) {
  sluice_batch* abi = batch.abi();
  sluice_value root = {};
  const sluice_status status = abi->json->parse(abi, slice(text), &root);
  if (status == SLUICE_E_NO_MEMORY) return false;
  if (status == SLUICE_OK)
    sluice_record_at(abi, index)->root = root;
  else
    fail(abi, index, SLUICE_E_DATA, "its output is not JSON: " + batch.last_fault().message());
  return true;
}

bool take_texts(record::Batch& batch, size_t index, const std::vector<std::string>& parts) {
  sluice_batch* abi = batch.abi();
  if (parts.empty()) {
    sluice_record_at(abi, index)->state = SLUICE_RECORD_FILTERED;
    return true;
  }
  if (!set_root(batch, index, parts.front())) return false;
  for (size_t i = 1; i < parts.size(); i++) {
    size_t added = 0;
    const sluice_status code = abi->records_api->add_record(abi, index, &added);
    if (code == SLUICE_PAUSED) continue;
    if (code != SLUICE_OK) return false;
    if (!set_root(batch, added, parts[i])) return false;
  }
  return true;
}

// The record's failure unless the code says that the component or its system cannot continue.
bool of_record(sluice_status code) {
  return code == SLUICE_E_DATA || code == SLUICE_E_NO_MEMORY || code == SLUICE_E_INVALID ||
         code == SLUICE_E_UNSUPPORTED;
}

Decision out_of_memory(const record::Batch& batch) {
  return {Decision::Kind::one_by_one, Status(SLUICE_E_NO_MEMORY, batch.last_fault().message())};
}

Decision run_record(const Step& step, record::Batch& batch, size_t index,
                    const sluice_cancel* cancel) {
  sluice_batch* abi = batch.abi();
  sluice_slice text = {};
  if (abi->json->write(abi, &sluice_record_at(abi, index)->root, &text) != SLUICE_OK)
    return out_of_memory(batch);
  Texts texts(batch.budget());
  const Status status = call_component([&](sluice_error* error) {
    return step.text_transformer->transform(step.self, text, texts.abi(), cancel, error);
  });
  if (texts.out_of_memory())
    return {Decision::Kind::one_by_one, batch.no_memory().in("its output")};
  if (status) return take_texts(batch, index, texts.parts()) ? Decision{} : out_of_memory(batch);
  if (!of_record(status.code())) return Decision::of(status);
  fail(abi, index, status.code(), status.message());
  return {};
}

}  // namespace

Decision run_text_step(const RunContext& run, const Step& step, record::Batch& batch,
                       const sluice_cancel* cancel) {
  const CallSite site(run, step, "transform");
  // One for all records, each of which is a short call.
  const platform::InCall in_call(site.pipeline, site.component, site.function);
  const size_t count = batch.abi()->count;  // what this step adds is not for this step
  for (size_t i = 0; i < count; i++) {
    if (sluice_record_at(batch.abi(), i)->state != SLUICE_RECORD_LIVE) continue;
    if (Decision decision = run_record(step, batch, i, cancel); !decision.done()) return decision;
  }
  return {};
}

}  // namespace sluice::pipeline
