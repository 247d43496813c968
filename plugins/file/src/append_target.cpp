#include "append_target.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace file_plugin {
namespace {

constexpr std::string_view kForget = "`sluice state reset PIPELINE --publisher NAME`";

std::string count(uint64_t bytes) {
  return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

Result<bool> has_open_line(const File& file, uint64_t length) {
  if (!length) return false;
  char last = 0;
  auto n = file.read_at(&last, 1, length - 1);
  if (!n) return n.status();
  return last != '\n';
}

Status added_to(const std::string& path) {
  return {SLUICE_E_INVALID, path +
                                " was added to by someone else, who does not know that it is one "
                                "document; nothing more is written to it"};
}

Status not_ours(const std::string& path, const Place& place, uint64_t behind, Whose whose) {
  const std::string what = whose == Whose::kMixed
                               ? " of which some are a killed run's and some someone else's"
                               : " and it cannot be proven whose they are";
  return {SLUICE_E_INVALID,
          path + " has " + count(behind) + " behind the " + count(place.bytes) + " that are done," +
              what + "; nothing was changed. Keep all of it with " + std::string(kForget) +
              " (a killed run's records then come twice), or remove the killed "
              "run's lines by hand"};
}

}  // namespace

std::string AppendTarget::new_token() const {
  if (!fixed_token_.empty()) return fixed_token_;
  std::random_device random;
  return std::to_string((uint64_t{random()} << 32) | random());
}

Status AppendTarget::resume(std::string_view position) {
  file_.reset();
  released_.reset();
  if (position.empty()) return start_anew();
  auto place = Place::parse(position);
  if (!place) return place.status();
  if (place->path != path_) return start_anew();  // another path, another position
  if (!look(path_)) {
    if (place->bytes) say(" is not there any more (moved away?): it is started afresh");
    return start_anew();
  }
  auto file = GrowingFile::open(path_, File::Access::kWriteOrCreate);
  if (!file) return file.status();
  return go_on(*std::move(file), *place);
}

Status AppendTarget::go_on(GrowingFile file, const Place& place) {
  auto same = file.holds(place);
  if (!same) return same.status();
  if (!*same) return go_on_with_another(std::move(file), place);
  if (file.length() > place.bytes) return settle_tail(std::move(file), place);
  return start_in(std::move(file), place.token, place.bytes);
}

// The file of the position was moved away or emptied, and this is the one there now. But
// one that starts like that file is that file, changed: then a person has to look.
Status AppendTarget::go_on_with_another(GrowingFile file, const Place& place) {
  if (file.length()) {
    auto alike = file.starts_like(place);
    if (!alike) return alike.status();
    if (alike->value_or(place.was_in(file.info())))
      return {SLUICE_E_INVALID,
              path_ +
                  (file.length() < place.bytes
                       ? " has become shorter: " + count(file.length()) + ", of which " +
                             std::to_string(place.bytes) + " were done"
                       : " was changed within the " + count(place.bytes) + " that were done") +
                  "; move the right file back, or continue after what is there with " +
                  std::string(kForget)};
    say(" is another file now: what is in it stays, and new records are written after that");
  } else {
    say(" was emptied: it is started afresh");
  }
  return start_in_unknown(std::move(file));
}

Status AppendTarget::settle_tail(GrowingFile file, const Place& place) {
  const uint64_t behind = file.length() - place.bytes;
  auto closed = is_closed_at(file, place.bytes);
  if (!closed) return closed.status();
  if (*closed) return start_in(std::move(file), place.token, place.bytes);
  const Tail tail = journal_.whose(file.file(), place.token, place.bytes, file.length());
  const bool in_the_way =
      frame_.document && (tail.whose != Whose::kOurs || tail.ours_from != place.bytes);
  if (tail.whose == Whose::kMixed || tail.whose == Whose::kUnknown || in_the_way)
    return not_ours(path_, place, behind, tail.whose);
  if (tail.whose == Whose::kOurs)
    if (auto status = file.cut(tail.ours_from); !status) return status;
  return start_in(std::move(file), place.token, place.bytes);
}

Status AppendTarget::start_anew() {
  auto file = GrowingFile::open(path_, File::Access::kWriteOrCreate);
  if (!file) return file.status();
  return start_in_unknown(*std::move(file));
}

Status AppendTarget::start_in_unknown(GrowingFile file) {
  auto end = end_of_known_document(file);
  if (!end) return end.status();
  return start_in(std::move(file), new_token(), *end);
}

Result<bool> AppendTarget::is_closed_at(const GrowingFile& file, uint64_t end) const {
  const std::string& closing = frame_.closing_of(end > 0);
  if (!frame_.document || file.length() != end + closing.size()) return false;
  std::string found(closing.size(), '\0');
  auto n = file.file().read_at(found.data(), found.size(), end);
  if (!n) return n.status();
  return *n == found.size() && found == closing;
}

// It goes on behind its records only if it ends as this publisher ends it.
Result<uint64_t> AppendTarget::end_of_known_document(const GrowingFile& file) const {
  const uint64_t length = file.length();
  if (!frame_.document || !length) return length;
  for (const std::string* closing : {&frame_.empty_file, &frame_.closing}) {
    if (length < closing->size()) continue;
    const uint64_t end = length - closing->size();
    if ((end > 0) != (closing == &frame_.closing)) continue;
    auto closed = is_closed_at(file, end);
    if (!closed) return closed.status();
    if (*closed) return end;
  }
  return Status(SLUICE_E_INVALID,
                path_ +
                    " does not end as this publisher completes a document, so nothing can be added "
                    "to it; move it away, name another path, or set mode: replace");
}

Status AppendTarget::undo() {
  const auto begun = journal_.begun();
  if (!begun || begun->token != fixed_token_ || !look(path_)) return {};
  auto file = GrowingFile::open(path_, File::Access::kWrite);
  if (!file) return file.status();
  if (file->length() <= begun->from) return complete_again(*file, begun->from);
  const Tail tail = journal_.whose(file->file(), begun->token, begun->from, file->length());
  if (tail.whose == Whose::kOthers) return {};
  if (tail.whose != Whose::kOurs) {
    Place place;
    place.bytes = begun->from;
    return not_ours(path_, place, file->length() - begun->from, tail.whose);
  }
  if (auto status = file->cut(tail.ours_from); !status) return status;
  // Made by that run, which has nothing in it any more.
  if (file->length() == 0) return remove_file(path_), Status();
  return complete_again(*file, begun->from);
}

// Repeated if a run is killed in it.
Status AppendTarget::complete_again(GrowingFile& file, uint64_t end) const {
  if (frame_.document && file.length() == end)
    if (auto status = file.append(frame_.closing_of(end > 0)); !status) return status;
  auto synced = file.sync();
  return synced ? Status() : synced.status();
}

// `from`: the committed position, or the future one.
Status AppendTarget::start_in(GrowingFile file, std::string token, uint64_t from) {
  auto open_line = frame_.lines ? has_open_line(file.file(), file.length()) : Result<bool>(false);
  if (!open_line) return open_line.status();
  if (auto status = journal_.begin(token, from); !status) return status;
  open_line_ = *open_line;
  records_end_.reset();
  if (frame_.document && file.length() > from) records_end_ = from;
  token_ = std::move(token);
  flushed_.fill(from);
  file_.emplace(std::move(file));
  return {};
}

Status AppendTarget::make_ready() {
  auto size = file_->size_now();
  if (!size) return size.status();
  if (*size > file_->length() && frame_.document) return added_to(path_);
  if (*size > file_->length()) {
    if (!told_) say(" is also written to by someone else: their lines stay");
    told_ = true;
    file_->skip_to(*size);
    auto open_line = frame_.lines ? has_open_line(file_->file(), *size) : Result<bool>(false);
    if (!open_line) return open_line.status();
    open_line_ = *open_line;
  }
  if (auto status = open_document(); !status) return status;
  if (!open_line_) return {};
  // A file whose last line has no end would swallow the first record.
  open_line_ = false;
  return put("\n");
}

Status AppendTarget::open_document() {
  const auto end = std::exchange(records_end_, std::nullopt);
  return end ? file_->cut(*end) : Status();
}

Status AppendTarget::close_document() {
  if (!frame_.document || records_end_) return {};
  auto size = file_->size_now();
  if (!size) return size.status();
  if (*size > file_->length()) return added_to(path_);
  const uint64_t end = file_->length();
  if (auto status = put(frame_.closing_of(end > 0)); !status) return status;
  records_end_ = end;
  return {};
}

Status AppendTarget::release(const std::string& position) {
  auto place = Place::parse(position);
  if (!place) return place.status();
  released_ = *std::move(place);
  file_.reset();
  journal_.release();
  return {};
}

Status AppendTarget::reopen() {
  if (!released_) return {};
  auto file = GrowingFile::open(path_, File::Access::kWriteOrCreate);
  if (!file) return file.status();
  auto same = file->holds(*released_);
  if (!same) return same.status();
  if (!*same)
    return {SLUICE_E_INVALID, path_ +
                                  " was replaced or changed by someone else during the run; what "
                                  "is not committed comes again with the next run"};
  records_end_.reset();
  if (frame_.document && file->length() > released_->bytes) records_end_ = released_->bytes;
  if (auto status = journal_.reopen(); !status) return status;
  file_.emplace(*std::move(file));
  released_.reset();
  return {};
}

Status AppendTarget::put(std::string_view text) {
  if (auto status = journal_.note(file_->length(), text); !status) return status;
  if (auto status = file_->append(text); !status) return status;
  auto size = file_->size_now();
  if (!size) return size.status();
  // Another writer was active in between: the owner of the bytes is unknown.
  return *size == file_->length() ? Status() : journal_.distrust();
}

Status AppendTarget::write(std::string_view lines, const Cancel&) {
  if (lines.empty()) return {};
  if (auto status = reopen(); !status) return status;
  if (!file_) return Status::internal("write before resume");
  if (auto status = make_ready(); !status) return status;
  return put(lines);
}

Result<std::string> AppendTarget::flush(bool) {
  if (auto status = reopen(); !status) return status;
  if (!file_) return Status::internal("flush before resume");
  auto in_place = file_->is_in_place();
  if (!in_place) return in_place.status();
  if (auto status = close_document(); !status) return status;
  auto place = file_->sync(records_end());
  if (!place) return place.status();
  if (!*in_place) {
    // The written data is complete and durable where the file is now.
    say(" was moved away during the run: it is started afresh");
    file_.reset();
    if (auto status = start_anew(); !status) return status;
    place = file_->sync(records_end());
    if (!place) return place.status();
  }
  if (auto status = journal_.forget_before(flushed_.back()); !status) return status;
  std::rotate(flushed_.begin(), flushed_.end() - 1, flushed_.end());
  flushed_.front() = place->bytes;
  place->token = token_;
  return place->text();
}

}  // namespace file_plugin
