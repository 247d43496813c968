#include "record/batch_content.hpp"

#include <string>
#include <utility>

#include "record/messages.hpp"
#include "sluice/record.h"

namespace sluice::record {

namespace {
constexpr size_t kKeepArena = 4 * kMiB;  // an arena of a page of 1,000 records is about 1.2 MB
constexpr size_t kKeepText = 4 * kMiB;
constexpr size_t kKeepRecords = kMiB;
}  // namespace

BatchContent::BatchContent(const Limits& limits, PagePool* pool, const sluice_json* json,
                           const sluice_records* records)
    : limits_(limits),
      pool_(pool),
      budget_(limits.batch_memory),
      arena_(budget_),
      parser_(arena_, budget_, limits_),
      records_(budget_),
      lines_(budget_),
      scratch_(budget_),
      page_(limits.page_bytes) {
  abi_.struct_size = sizeof abi_;
  abi_.record_stride = sizeof(sluice_record);
  abi_.arena = arena_.abi();
  abi_.json = json;
  abi_.records_api = records;
  abi_.host_data = this;
}

BatchContent::~BatchContent() { return_page(); }

void BatchContent::return_page() {
  parser_.forget_names();
  budget_.give(std::exchange(page_counted_, 0));
  if (pool_) pool_->put(std::move(page_));
  page_.clear();
}

void BatchContent::count_page() {
  budget_.give(page_counted_);
  page_counted_ = page_.data() ? page_.capacity() + kPadding : 0;
  budget_.force(page_counted_);
}

void BatchContent::adopt_page(PageBuffer page) {
  return_page();
  page_ = std::move(page);
  count_page();
  abi_.text = {page_.data(), page_.size()};
}

char* BatchContent::reserve_page(size_t capacity) {
  if (records_.size()) return nullptr;  // their text is in the page
  if (capacity > limits_.page_bytes) return nullptr;
  parser_.forget_names();
  if (!page_.data() && pool_) page_ = pool_->take(limits_.page_bytes);
  page_.set_limit(limits_.page_bytes);
  if (capacity > page_.capacity() && budget_.left() + page_counted_ < capacity + kPadding)
    return nullptr;
  if (!page_.reserve(capacity)) return nullptr;
  count_page();
  abi_.text = {page_.data(), page_.size()};
  return page_.data();
}

Status BatchContent::seal_page(size_t size) {
  if (size > limits_.page_bytes)
    return Status::data(limit_message("page", size, limits_.page_bytes));
  if (size > page_.capacity())
    return {SLUICE_E_INVALID, "page has " + std::to_string(page_.capacity()) +
                                  " bytes reserved, and " + std::to_string(size) +
                                  " should be parsed"};
  parser_.forget_names();
  page_.set_size(size);
  if (!page_.seal()) return no_memory();
  count_page();
  abi_.text = {page_.data(), size};
  return {};
}

void BatchContent::publish_records() {
  abi_.records = list_->data();
  abi_.count = list_->size();
  abi_.elements = list_->elements();
}

void BatchContent::use_records(RecordList* other) {
  list_ = other ? other : &records_;
  publish_records();
}

void BatchContent::clear_records() {
  stand_ins_.clear(kKeepRecords);
  records_.clear(kKeepRecords);
  publish_records();
}

Status BatchContent::no_memory() const {
  return {SLUICE_E_NO_MEMORY, "memory budget of the batch is exhausted (" +
                                  std::to_string(limits_.batch_memory) + " bytes)"};
}

sluice_status BatchContent::fault(Status status) noexcept {
  fault_ = std::move(status);
  abi_.fault = fault_.code();
  return fault_.code();
}

Status BatchContent::take_fault() {
  abi_.fault = SLUICE_OK;
  return std::exchange(fault_, Status());
}

sluice_value BatchContent::null_value() {
  constexpr std::string_view kNull = "null";
  if (!null_text_) null_text_ = arena_.copy(slice(kNull)).data;
  sluice_value v{};
  v.kind = SLUICE_KIND_NULL;
  v.size = null_text_ ? kNull.size() : 0;
  v.as.text = null_text_;
  return v;
}

bool BatchContent::may_hold(const char* text, size_t size) const {
  const auto at = reinterpret_cast<uintptr_t>(text);
  const auto begin = reinterpret_cast<uintptr_t>(abi_.text.data);
  if (abi_.text.data && at >= begin && at - begin <= abi_.text.size)
    return size <= abi_.text.size - (at - begin);
  return arena_.may_hold(text, size);
}

void BatchContent::reset() {
  clear_records();
  parts_.reset();
  cursor_cleared_ = false;
  events_ = {};
  parser_.clear_faults();
  parser_.forget_names();
  parser_.trim();
  arena_.reset(kKeepArena);
  lines_.clear(kKeepText);
  scratch_.clear(kKeepText);
  if (pool_ || page_.capacity() > kKeepText) {
    return_page();
    page_ = PageBuffer(limits_.page_bytes);
  }
  page_.clear();
  count_page();
  null_text_ = nullptr;
  multiline_ = false;
  fault_ = Status();
  abi_.fault = SLUICE_OK;
  abi_.flags = 0;
  abi_.text = abi_.cursor = {nullptr, 0};
}

}  // namespace sluice::record
