#include "record/batch.hpp"

#include <string>
#include <utility>

#include "record/messages.hpp"
#include "record/parse_text.hpp"
#include "record/record_tables.hpp"

namespace sluice::record {

namespace {
constexpr size_t kKeepArena = 4 * kMiB;  // an arena of a page of 1,000 records is about 1.2 MB
constexpr size_t kKeepText = 4 * kMiB;
constexpr size_t kKeepRecords = kMiB;
}  // namespace

Batch::Batch(const Limits& limits, PagePool* pool)
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
  abi_.json = json_table();
  abi_.records_api = records_table();
  abi_.host_data = this;
}

Batch::~Batch() { return_page(); }

void Batch::return_page() {
  parser_.forget_names();
  budget_.give(std::exchange(page_counted_, 0));
  if (pool_) pool_->put(std::move(page_));
  page_.clear();
}

void Batch::count_page() {
  budget_.give(page_counted_);
  page_counted_ = page_.data() ? page_.capacity() + kPadding : 0;
  budget_.force(page_counted_);
}

void Batch::adopt_page(PageBuffer page) {
  return_page();
  page_ = std::move(page);
  count_page();
  abi_.text = {page_.data(), page_.size()};
}

char* Batch::reserve_page(size_t capacity) {
  if (records_.size()) return nullptr;  // their text lies in the page
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

Status Batch::seal_page(size_t size) {
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

void Batch::publish_records() {
  abi_.records = records_.data();
  abi_.count = records_.size();
}

void Batch::clear_records() {
  records_.clear(kKeepRecords);
  publish_records();
}

Status Batch::no_memory() const {
  return {SLUICE_E_NO_MEMORY, "memory budget of the batch is spent (" +
                                  std::to_string(limits_.batch_memory) + " bytes)"};
}

sluice_status Batch::fault(Status status) noexcept {
  fault_ = std::move(status);
  abi_.fault = fault_.code();
  return fault_.code();
}

Status Batch::take_fault() {
  abi_.fault = SLUICE_OK;
  return std::exchange(fault_, Status());
}

sluice_value Batch::null_value() {
  constexpr std::string_view kNull = "null";
  if (!null_text_) null_text_ = arena_.copy(slice(kNull)).data;
  sluice_value v{};
  v.kind = SLUICE_KIND_NULL;
  v.size = null_text_ ? kNull.size() : 0;
  v.as.text = null_text_;
  return v;
}

Status Batch::load_source(std::string_view source, const sluice_record& like) {
  size_t index = 0;
  if (Status s = add_source(*this, slice(source), &index); !s.ok()) return s;
  const sluice_slice key = arena_.copy(like.key);
  if (!key.data) return no_memory();
  sluice_record& record = records_[index];
  record.key = key;
  record.time_us = like.time_us;
  record.op = like.op;
  if (record.state != SLUICE_RECORD_FAILED) return {};
  const RecordError* error = records_.error_of(index);
  return {error->code, error->message};
}

bool Batch::may_hold(const char* text, size_t size) const {
  const auto at = reinterpret_cast<uintptr_t>(text);
  const auto begin = reinterpret_cast<uintptr_t>(abi_.text.data);
  if (abi_.text.data && at >= begin && at - begin <= abi_.text.size)
    return size <= abi_.text.size - (at - begin);
  return arena_.may_hold(text, size);
}

void Batch::reset() {
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
  abi_.text = abi_.cursor = {nullptr, 0};
}

}  // namespace sluice::record
