#include "app/wiring/task_source.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "app/wiring/batch_lines.hpp"
#include "record/batch.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::app {
namespace {

constexpr size_t kRetryPageTasks = 500;
constexpr size_t kRetryPageBytes = size_t{1} << 20;
constexpr std::string_view kLineHead = R"({"task":[)";
constexpr std::string_view kLineMiddle = R"(],"value":)";

// Digit by digit: a number as such may be a secret, which would be taken out.
std::string digits_of(int64_t id) {
  std::string out;
  for (const char digit : std::to_string(id)) (out += out.empty() ? "" : ",") += digit;
  return out;
}

// A value's line breaks are between its parts, so a space does as well.
void append_value(std::string& line, const std::string& value) {
  std::transform(value.begin(), value.end(), std::back_inserter(line),
                 [](char c) { return c == '\n' || c == '\r' ? ' ' : c; });
}

sluice_status open_tasks(void*, sluice_slice, sluice_text*, sluice_error*) { return SLUICE_OK; }

// What was settled is not with the retry any more: it always begins with the first one that is.
sluice_status seek_tasks(void*, sluice_slice, sluice_error*) { return SLUICE_OK; }

sluice_status unwrap(sluice_batch* batch, sluice_value* root) {
  if (const sluice_status code = batch->json->expand(batch, root); code != SLUICE_OK) return code;
  // Text that is not one value can end this one and begin others.
  if (root->kind != SLUICE_KIND_OBJECT || root->size != 2) return SLUICE_E_DATA;
  const sluice_value value = root->as.members[1].value;
  *root = value;
  return SLUICE_OK;
}

sluice_status leave_values(void*, sluice_batch* batch, const sluice_cancel*, sluice_error*) {
  for (size_t i = 0; i < batch->count; i++) {
    sluice_record* const record = sluice_record_at(batch, i);
    if (record->state != SLUICE_RECORD_LIVE) continue;
    const sluice_status code = unwrap(batch, &record->root);
    if (code == SLUICE_E_DATA)
      batch->records_api->fail_record(
          batch, i, code, slice("its value is not JSON: put it right with sluice tasks edit"));
    else if (code != SLUICE_OK)
      return code;
  }
  return SLUICE_OK;
}

constexpr sluice_transformer kLeaveValues = {sizeof(sluice_transformer), leave_values};

// The value that is kept is not what was read.
void refuse_redacted(sluice_batch* into, size_t index, const store::Task& task) {
  if (!task.redacted || task.edited) return;
  into->records_api->fail_record(
      into, index, SLUICE_E_DATA,
      slice("secrets were taken out of its value, so it is not sent: put in what it needs with "
            "sluice tasks edit, then retry it"));
}

}  // namespace

std::optional<int64_t> TaskSource::task_of(std::string_view line) {
  if (line.substr(0, kLineHead.size()) != kLineHead) return std::nullopt;
  int64_t id = 0;
  for (const char c : line.substr(kLineHead.size())) {
    if (c == ']') return id;
    if (c >= '0' && c <= '9')
      id = id * 10 + (c - '0');
    else if (c != ',')
      break;
  }
  return std::nullopt;
}

std::string TaskSource::line_of(const store::Task& task) const {
  std::string line(kLineHead);
  line += digits_of(task.id);
  line += kLineMiddle;
  append_value(line, task.current());
  return line + "}\n";
}

// One value of several records is one record for the target.
bool TaskSource::is_sent_already(const store::Task& task) {
  return !task.merged.empty() && !merged_.insert(task.merged).second;
}

sluice_status TaskSource::poll(sluice_batch* into, sluice_error* error) {
  store::TaskPage page;
  page.after = after_;
  page.most = kRetryPageTasks;
  page.bytes = kRetryPageBytes;
  page.oldest_first = page.texts = true;
  auto tasks = store_.tasks(walk_.tasks({store::TaskState::retrying}), page);
  if (!tasks) return export_status(tasks.status(), error);
  if (tasks->empty()) return SLUICE_END;
  after_ = tasks->back().id;
  std::erase_if(*tasks, [this](const store::Task& task) { return is_sent_already(task); });
  std::string text;
  for (const store::Task& task : *tasks) text += line_of(task);
  if (const sluice_status code =
          put_lines(into, text, Status::data("a task does not fit into host.limits.page"), error);
      code != SLUICE_OK)
    return code;
  for (size_t i = 0; i < into->count && i < tasks->size(); i++) {
    sluice_record_at(into, i)->key =
        record::Batch::of(into).arena().copy(slice((*tasks)[i].record_key));
    refuse_redacted(into, i, (*tasks)[i]);
  }
  return into->records_api->set_cursor(into, slice(std::to_string(after_)));
}

pipeline::Source TaskSource::source() {
  static constexpr sluice_subscriber kTable = {
      sizeof(sluice_subscriber), open_tasks, seek_tasks,
      [](void* self, sluice_batch* into, const sluice_cancel*, sluice_error* error) {
        return static_cast<TaskSource*>(self)->poll(into, error);
      }};
  return {kName, kName, this, &kTable};
}

pipeline::Step TaskSource::step() {
  pipeline::Step out;
  out.name = kName;
  out.transformer = &kLeaveValues;
  return out;
}

}  // namespace sluice::app
