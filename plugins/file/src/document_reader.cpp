#include "document_reader.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "content_kind.hpp"
#include "json_splitter.hpp"
#include "sluice/encoding/declared.hpp"
#include "sluice/expression/xml.hpp"
#include "stand_in.hpp"
#include "xml_splitter.hpp"

namespace file_plugin {
namespace {

constexpr size_t kHeadBytes = 1000;      // kept of an item that is over every limit
constexpr size_t kEncodingBytes = 1024;  // in which an XML document says its encoding

// What a cursor says about the place in a document: "17:3 {[", where the number of records in front
// of it is missing in those of earlier versions.
std::string packed_state(const Spot& spot, std::optional<uint64_t> records,
                         const std::string& state) {
  const std::string number = records ? ":" + std::to_string(*records) : "";
  return std::to_string(spot.column()) + number + " " + state;
}

// The number that the text begins with, which is taken off. Nothing: it begins with none.
std::optional<uint64_t> take_number(std::string_view& text) {
  uint64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(parsed.ptr - text.data()));
  return number;
}

// E_INVALID: it says no such thing.
Status unpack_state(std::string_view text, Spot& spot, std::optional<uint64_t>& records,
                    std::string_view& state) {
  const auto column = take_number(text);
  records.reset();
  if (text.starts_with(':')) {
    text.remove_prefix(1);
    records = take_number(text);
  }
  if (!column || !*column || text.empty())
    return {SLUICE_E_INVALID,
            "the stored place within the document cannot be read: forget it with "
            "`sluice state reset PIPELINE`"};
  spot.line_start = spot.at - (*column - 1);
  state = text.substr(1);
  return {};
}

}  // namespace

DocumentReader::DocumentReader(KnownFile file, Settings settings)
    : file_(std::move(file)),
      settings_(std::move(settings)),
      prints_(kKnownBytes),
      next_prints_(prints_),
      scanned_prints_(prints_) {
  if (settings_.xml)
    splitter_ = std::make_unique<XmlSplitter>(settings_.items);
  else
    splitter_ = std::make_unique<JsonSplitter>(settings_.items);
}

Result<std::unique_ptr<DocumentReader>> DocumentReader::of(KnownFile file, Settings settings) {
  std::unique_ptr<DocumentReader> out(new DocumentReader(std::move(file), std::move(settings)));
  auto start = out->file_.start();
  if (!start) return start.status();
  out->place_ = *std::move(start);
  if (out->place_.bytes) out->prints_.add(kByteOrderMark);
  if (Status s = out->rewind(); !s) return s;
  return out;
}

Result<bool> DocumentReader::go_on(const Place& from) {
  auto fits = file_.fits(from, prints_);
  if (!fits || !*fits) return fits;
  place_.bytes = from.bytes;
  place_.line = from.line;
  place_.state = from.state;
  if (Status s = rewind(); !s) return s;
  return true;
}

// To the last settled place.
Status DocumentReader::rewind() {
  Spot spot;
  spot.at = spot.line_start = place_.bytes;
  spot.line = place_.line;
  std::string_view state;
  records_ = 0;
  if (!place_.state.empty())
    if (Status s = unpack_state(place_.state, spot, records_, state); !s) return s;
  next_ = place_;
  next_prints_ = scanned_prints_ = prints_;
  buffer_.clear();
  items_.clear();
  too_long_at_.reset();
  buffer_at_ = place_.bytes;
  broken_ = {};
  return splitter_->start(spot, state);
}

Status DocumentReader::check_start() {
  if (std::exchange(started_, true)) return {};
  std::string_view start = buffer_;
  std::string beginning;
  if (place_.bytes) {
    auto read = file_.beginning(kEncodingBytes);
    if (!read) return read.status();
    beginning = *std::move(read);
    start = beginning;
  }
  if (const auto kind = sluice::encoding::no_text(start))
    return {SLUICE_E_INVALID, std::string("is ") + std::string(kind->what) + ", not " +
                                  (settings_.xml ? "XML: " : "JSON: ") + std::string(kind->advice)};
  return set_encoding(start);
}

Status DocumentReader::set_encoding(std::string_view beginning) {
  std::string encoding = settings_.encoding;
  if (encoding.empty() && settings_.xml) encoding = sluice::encoding::of_xml(beginning);
  auto recode = sluice::encoding::recode_from(encoding);
  if (!recode) return recode.status();
  if (*recode) recode_.emplace(**std::move(recode));
  return {};
}

Result<size_t> DocumentReader::fill(const Cancel& cancel) {
  const size_t have = buffer_.size();
  buffer_.resize(have + settings_.chunk);
  auto n = file_.read(buffer_.data() + have, settings_.chunk, buffer_at_ + have, cancel);
  buffer_.resize(have + (n ? *n : 0));
  return n;
}

Result<size_t> DocumentReader::fill_start(const Cancel& cancel) {
  for (;;) {
    auto n = fill(cancel);
    if (!n || file_.seekable()) return n;
    const bool may_be_mark =
        kByteOrderMark.substr(0, buffer_.size()) == buffer_.substr(0, kByteOrderMark.size());
    if (*n && may_be_mark && buffer_.size() < kByteOrderMark.size()) continue;
    if (may_be_mark && buffer_.size() >= kByteOrderMark.size())
      buffer_.erase(0, kByteOrderMark.size());
    if (!*n || !buffer_.empty()) return buffer_.size();
  }
}

Result<RecordReader::Read> DocumentReader::read(sluice::Batch into, const Cancel& cancel) {
  if (!settled_) {
    if (!file_.seekable())
      return Status::internal("records of " + file_.path() +
                              " were not accepted and cannot be read again");
    if (Status s = rewind(); !s) return s;
  }
  settled_ = false;
  while (broken_) {
    const size_t from = buffer_.size();
    auto n = started_ ? fill(cancel) : fill_start(cancel);
    if (!n) return settled_ = !file_.seekable(), n.status();
    if (Status s = check_start(); !s) return s.in(file_.path()), s;
    if (Status s = scan(from, !*n); !s) return s;
    if (Status s = add_items(into); !s) return s;
    advance_place();
    drop_passed();
    if (!*n && broken_) {
      if (Status s = file_.check_unchanged(next_.bytes, next_prints_); !s) return s;
      return Read{true, false};
    }
    if (into.size()) return Read{};
  }
  return broken_;
}

// Items in front of what is wrong are given first.
Status DocumentReader::scan(size_t from, bool end) {
  items_.clear();
  Status status = end ? splitter_->end(items_)
                      : splitter_->scan(std::string_view(buffer_).substr(from), items_);
  status.in(file_.path());
  if (items_.empty()) return status;
  broken_ = std::move(status);
  return {};
}

Status DocumentReader::add_items(sluice::Batch into) {
  for (const Item& item : items_) {
    if (records_) ++*records_;
    if (Status s = add(into, item); !s) return s.in(file_.path()), s;
  }
  return {};
}

// "line 3, column 1, record 2". The number is not known behind the place of an earlier version.
std::string DocumentReader::place_of(const Item& item) const {
  return item.begin.text() + (records_ ? ", record " + std::to_string(*records_) : "");
}

Status DocumentReader::add(sluice::Batch into, const Item& item) {
  if (too_long_at_ == item.begin.at)
    return add_failed_text(into, item.begin.line, head_,
                           place_of(item) + ": the record has more than " +
                               std::to_string(settings_.largest_item) +
                               " bytes; only its start is kept");
  const std::string_view text =
      std::string_view(buffer_).substr(item.begin.at - buffer_at_, item.end.at - item.begin.at);
  std::string recoded;
  if (recode_) {
    auto utf8 = recode_->utf8(text);
    if (!utf8)
      return add_failed_text(into, item.begin.line, text,
                             place_of(item) + ": " + utf8.status().message());
    recoded = *std::move(utf8);
  }
  const std::string_view known = recode_ ? std::string_view(recoded) : text;
  if (settings_.xml) return add_xml(into, item, known);
  auto record = into.add_source(known);
  if (!record) return {record.status().code(), "no memory for " + item.begin.text()};
  if (!record->live()) record->fail(Status::data(place_of(item)));
  return {};
}

// Text alone becomes a member, so that each record is an object.
Status DocumentReader::add_xml(sluice::Batch into, const Item& item, std::string_view text) {
  if (!sluice::encoding::is_utf8(text))
    return add_failed_text(into, item.begin.line, text,
                           place_of(item) + ": it is not UTF-8; set encoding");
  auto element = sluice::expression::read_xml(text);
  if (!element)
    return add_failed_text(into, item.begin.line, text,
                           place_of(item) + ": " + element.status().message());
  std::string json = std::move(element->json);
  if (json.front() == '"') json = json == "\"\"" ? "{}" : "{\"#text\":" + json + "}";
  auto record = into.add_source(json);
  if (record) return {};
  return {record.status().code(), "no memory for " + item.begin.text()};
}

// Behind the last item: what follows it belongs to the next, or is read again.
void DocumentReader::advance_place() {
  if (items_.empty()) return;
  const Item& last = items_.back();
  next_.bytes = last.end.at;
  next_.line = last.end.line;
  next_.state = packed_state(last.end, records_, last.state);
}

void DocumentReader::drop_passed() {
  const auto needed = splitter_->needed_from();
  const uint64_t end = buffer_at_ + buffer_.size();
  const bool lost = needed && too_long_at_ == needed->at;
  uint64_t keep = needed && !lost ? needed->at : end;
  if (end - keep > settings_.largest_item) {
    head_ = buffer_.substr(keep - buffer_at_, kHeadBytes);
    too_long_at_ = keep;
    keep = end;
  }
  const uint64_t known = scanned_prints_.bytes();
  if (file_.seekable()) {
    // In two steps where an item ended: the place's prints are those up to there.
    const std::string_view fresh = std::string_view(buffer_).substr(known - buffer_at_);
    const uint64_t to_place = next_.bytes > known ? next_.bytes - known : 0;
    scanned_prints_.add(fresh.substr(0, to_place));
    if (to_place) next_prints_ = scanned_prints_;
    scanned_prints_.add(fresh.substr(to_place));
  }
  buffer_.erase(0, keep - buffer_at_);
  buffer_at_ = keep;
}

void DocumentReader::settle() {
  place_ = next_;
  prints_ = next_prints_;
  settled_ = true;
}

std::optional<Place> DocumentReader::place() const {
  if (!file_.seekable()) return std::nullopt;
  Place out = next_;
  out.prints = next_prints_.prints();
  return out;
}

}  // namespace file_plugin
