#include "append_target.hpp"

#include <algorithm>
#include <random>

namespace file_plugin {
namespace {

constexpr std::string_view kForget = "`sluice state reset PIPELINE --publisher NAME`";

std::string new_token() {
  std::random_device random;
  return std::to_string((uint64_t{random()} << 32) | random());
}

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

Status AppendTarget::resume(std::string_view position) {
  file_.reset();
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
    say(" is another file now: its lines stay, and new ones are written after them");
  } else {
    say(" was emptied: it is started afresh");
  }
  const uint64_t length = file.length();
  return start_in(std::move(file), new_token(), length);
}

Status AppendTarget::settle_tail(GrowingFile file, const Place& place) {
  const uint64_t behind = file.length() - place.bytes;
  const Tail tail = journal_.whose(file.file(), place.token, place.bytes, file.length());
  if (tail.whose == Whose::kMixed || tail.whose == Whose::kUnknown)
    return not_ours(path_, place, behind, tail.whose);
  if (tail.whose == Whose::kOurs)
    if (auto status = file.cut(tail.ours_from); !status) return status;
  return start_in(std::move(file), place.token, place.bytes);
}

Status AppendTarget::start_anew() {
  auto file = GrowingFile::open(path_, File::Access::kWriteOrCreate);
  if (!file) return file.status();
  const uint64_t length = file->length();
  return start_in(*std::move(file), new_token(), length);
}

// `from`: the committed position, or the future one.
Status AppendTarget::start_in(GrowingFile file, std::string token, uint64_t from) {
  auto open_line = has_open_line(file.file(), file.length());
  if (!open_line) return open_line.status();
  if (auto status = journal_.begin(token, from); !status) return status;
  open_line_ = *open_line;
  token_ = std::move(token);
  flushed_.fill(from);
  file_.emplace(std::move(file));
  return {};
}

Status AppendTarget::make_ready() {
  auto size = file_->size_now();
  if (!size) return size.status();
  if (*size > file_->length()) {
    if (!told_) say(" is also written to by someone else: their lines stay");
    told_ = true;
    file_->skip_to(*size);
    auto open_line = has_open_line(file_->file(), *size);
    if (!open_line) return open_line.status();
    open_line_ = *open_line;
  }
  if (!open_line_) return {};
  // A file whose last line has no end would swallow the first record.
  open_line_ = false;
  return put("\n");
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
  if (!file_) return Status::internal("write before resume");
  if (lines.empty()) return {};
  if (auto status = make_ready(); !status) return status;
  return put(lines);
}

Result<std::string> AppendTarget::flush(bool) {
  if (!file_) return Status::internal("flush before resume");
  auto in_place = file_->is_in_place();
  if (!in_place) return in_place.status();
  auto place = file_->sync();
  if (!place) return place.status();
  if (!*in_place) {
    // The written data is complete and durable where the file is now.
    say(" was moved away during the run: it is started afresh");
    file_.reset();
    if (auto status = start_anew(); !status) return status;
    place = file_->sync();
    if (!place) return place.status();
  }
  if (auto status = journal_.forget_before(flushed_.back()); !status) return status;
  std::rotate(flushed_.begin(), flushed_.end() - 1, flushed_.end());
  flushed_.front() = place->bytes;
  place->token = token_;
  return place->text();
}

}  // namespace file_plugin
