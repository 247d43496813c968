#include "backlog/drain_source.hpp"

#include <algorithm>

#include "backlog/batch_lines.hpp"
#include "backlog/numbered_lines.hpp"
#include "pipeline/fingerprint.hpp"
#include "record/batch.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::backlog {
namespace {

constexpr size_t kPageBytes = size_t{1} << 20;
constexpr const char* kNotReadable = "what waited for the target is not JSON: the store is damaged";

sluice_status open_backlog(void*, sluice_slice, sluice_text*, sluice_error*) { return SLUICE_OK; }

// What was settled does not wait any more: it always begins with the first one that does.
sluice_status seek_backlog(void*, sluice_slice, sluice_error*) { return SLUICE_OK; }

}  // namespace

Status DrainSource::note_doubts() {
  const auto listed = store_.maybe_sent(pipeline_, publisher_);
  if (!listed) return listed.status();
  known_ = listed->empty() ? 0 : listed->back().number;
  return {};
}

// No note says of it that it may have been sent.
void DrainSource::end_before_new_doubt(std::vector<store::WaitingRecord>& page) {
  const auto found = std::find_if(page.begin(), page.end(), [this](const auto& record) {
    return record.maybe_sent && record.number > known_;
  });
  if (found == page.end()) return;
  page.erase(found, page.end());
  left_ = page.size();
}

// As pipeline::record_keys names what would have been sent. Of several records made of one, only
// the first that waits may share a key with those that were sent.
std::string DrainSource::line_of(const store::WaitingRecord& record, bool keyed) {
  if (!keyed) return numbered_line(record.number, record.value);
  const std::string& source = record.source.empty() ? record.value : record.source;
  return numbered_line(record.number, record.value,
                       pipeline::origin_key(source) +
                           (record.part ? " part " + std::to_string(record.part) : " 1/1"));
}

sluice_status DrainSource::poll(sluice_batch* into, sluice_error* error) {
  auto page = store_.waiting(pipeline_, publisher_, after_, std::min(left_, page_), kPageBytes);
  if (!page) return export_status(page.status(), error);
  end_before_new_doubt(*page);
  if (page->empty()) return left_ ? SLUICE_END : SLUICE_PAUSED;
  left_ -= page->size();
  after_ = page->back().number;
  std::string text;
  for (const store::WaitingRecord& record : *page) text += line_of(record, keyed_);
  const Status too_large = Status::data("what waits does not fit into host.limits.page");
  if (const auto code = put_lines(into, text, too_large, error); code != SLUICE_OK) return code;
  for (size_t i = 0; i < into->count && i < page->size(); i++) {
    sluice_record_at(into, i)->key = record::Batch::of(into).arena().copy(slice((*page)[i].key));
    sluice_record_at(into, i)->order = (*page)[i].order;
  }
  return into->records_api->set_cursor(into, slice(std::to_string(after_)));
}

pipeline::Source DrainSource::source() {
  static constexpr sluice_subscriber kTable = {
      sizeof(sluice_subscriber), open_backlog, seek_backlog,
      [](void* self, sluice_batch* into, const sluice_cancel*, sluice_error* error) {
        return static_cast<DrainSource*>(self)->poll(into, error);
      }};
  return {kName, kName, this, &kTable};
}

pipeline::Step DrainSource::step() { return values_step(kName, kNotReadable); }

}  // namespace sluice::backlog
