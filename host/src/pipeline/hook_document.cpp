#include "pipeline/hook_document.hpp"

#include <string_view>

#include "pipeline/call.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

// An object in a batch, member by member; the names are literals.
class ObjectWriter {
 public:
  explicit ObjectWriter(sluice_batch* batch) : batch_(batch) { object_.kind = SLUICE_KIND_OBJECT; }

  void add(std::string_view name, const sluice_value& value) {
    const sluice_key key = sluice_key_of(name.data(), name.size());
    if (sluice_member* member = sluice_append_key(batch_, &object_, &key)) member->value = value;
  }
  void add_text(std::string_view name, std::string_view text) { add(name, text_value(text)); }
  void add_number(std::string_view name, int64_t number) {
    add(name, sluice_number(batch_, number));
  }
  void add_flag(std::string_view name, bool flag) {
    add(name, flag ? sluice_scalar(batch_, SLUICE_KIND_TRUE, "true", 4)
                   : sluice_scalar(batch_, SLUICE_KIND_FALSE, "false", 5));
  }
  void add_null(std::string_view name) {
    add(name, sluice_scalar(batch_, SLUICE_KIND_NULL, "null", 4));
  }
  // JSON as such, other text as a text.
  void add_json(std::string_view name, std::string_view text) {
    sluice_value value = {};
    if (text.find_first_not_of(" \t\r\n") == text.npos) return add_null(name);
    if (batch_->json->parse(batch_, slice(text), &value) == SLUICE_OK) return add(name, value);
    if (batch_->fault != SLUICE_E_NO_MEMORY) batch_->fault = SLUICE_OK;
    add_text(name, message_of(text));
  }
  const sluice_value& value() const { return object_; }
  ObjectWriter inner() const { return ObjectWriter(batch_); }

 private:
  sluice_value text_value(std::string_view text) {
    if (text.empty()) return sluice_string("", 0);
    const sluice_value value = sluice_scalar(batch_, SLUICE_KIND_STRING, text.data(), text.size());
    if (!value.as.text) batch_->fault = SLUICE_E_NO_MEMORY;
    return value;
  }

  sluice_batch* batch_;
  sluice_value object_ = {};
};

void add_response(const Answered& answered, ObjectWriter& document) {
  if (!answered.status) return document.add_null("response");
  ObjectWriter response = document.inner();
  response.add_number("status", answered.status);
  response.add_json("body", view(answered.response));
  document.add("response", response.value());
}

void add_error(const RunContext& run, const Status* why, ObjectWriter& document) {
  if (!why) return document.add_null("error");
  ObjectWriter error = document.inner();
  error.add_text("message", run.redacted(why->message()));
  error.add_flag("in_doubt", why->in_doubt());
  document.add("error", error.value());
}

}  // namespace

Status write_hook_document(const RunContext& run, record::Batch& from, size_t index,
                           const Answered& answered, const Status* why, record::Batch& documents) {
  sluice_batch* const to = documents.abi();
  sluice_slice text = {};
  if (from.abi()->json->write(from.abi(), &sluice_record_at(from.abi(), index)->root, &text))
    return from.take_fault();
  to->fault = SLUICE_OK;
  ObjectWriter document(to);
  document.add_json("record", view(text));
  document.add_text("request", run.redacted(view(answered.request)));
  add_response(answered, document);
  add_error(run, why, document);
  if (to->fault != SLUICE_OK) return documents.take_fault();
  sluice_record* const record = sluice_record_at(to, index);
  record->root = document.value();
  record->state = SLUICE_RECORD_LIVE;
  return {};
}

}  // namespace sluice::pipeline
