#include "replace_target.hpp"

#include <array>
#include <cerrno>
#include <random>
#include <utility>

namespace file_plugin {
namespace {

constexpr std::string_view kEnding = ".part";
constexpr int kNames = 10;  // tried before giving up

std::string part_name(const std::string& path) {
  constexpr std::array<char, 17> kDigits = {"0123456789abcdef"};
  std::random_device random;
  std::string name = path + ".";
  for (int i = 0; i < 12; i++) name += kDigits[random() % 16];
  return name + std::string(kEnding);
}

}  // namespace

// A link stays a link: its target is replaced.
ReplaceTarget::ReplaceTarget(const std::string& path, Frame frame)
    : path_(resolved_path(path)), frame_(std::move(frame)) {}

Status ReplaceTarget::check_path() const {
  auto there = look(path_);
  if (!there || there->kind == Kind::kRegular) return {};
  return {SLUICE_E_INVALID, path_ + " is not a regular file: mode replace cannot replace it"};
}

Status ReplaceTarget::lock_target() {
  target_.reset();
  if (!look(path_)) return {};
  auto old = File::open(path_, File::Access::kRead);
  if (!old) return {};  // ours to replace, not to read
  if (auto status = old->lock(); !status) return status;
  target_.emplace(*std::move(old));
  return {};
}

bool ReplaceTarget::is_part(const std::string& path) const {
  return path.size() > path_.size() + kEnding.size() && path.compare(0, path_.size(), path_) == 0 &&
         path[path_.size()] == '.' &&
         path.compare(path.size() - kEnding.size(), kEnding.size(), kEnding) == 0;
}

Status ReplaceTarget::resume(std::string_view position) {
  drop_part();
  complete_ = false;
  if (auto status = check_path(); !status) return status;
  if (auto status = lock_target(); !status) return status;
  if (position.empty()) return start_anew();
  auto place = Place::parse(position);
  if (!place) return place.status();
  if (!is_part(place->path)) return start_anew();
  if (place->complete) {
    if (auto status = finish_earlier(*place); !status) return status;
    return start_anew();
  }
  auto file = reopen(*place);
  if (!file) return file.status();
  file_.emplace(*std::move(file));
  known_ = true;
  return {};
}

void ReplaceTarget::drop_part() {
  if (file_ && !known_) remove_file(file_->file().path());
  file_.reset();
  known_ = false;
  records_end_.reset();
}

void ReplaceTarget::discard() {
  known_ = complete_ = false;
  drop_part();
}

Result<GrowingFile> ReplaceTarget::reopen(const Place& place) const {
  const auto refused = [&](const std::string& why) {
    return Status(SLUICE_E_INVALID, place.path + why + ", and " + std::to_string(place.bytes) +
                                        " bytes of it are done; move it back, or start over with "
                                        "`sluice state reset PIPELINE`");
  };
  if (!look(place.path)) return refused(" is gone");
  auto file = GrowingFile::open(place.path, File::Access::kOwn);
  if (!file) return file.status();
  auto same = file->holds(place);
  if (!same) return same.status();
  if (!*same) return refused(" was changed");
  if (auto status = file->cut(place.bytes); !status) return status;
  return file;
}

// Its permissions are those of the file it will become.
Status ReplaceTarget::start_anew() {
  drop_part();
  Status status;
  for (int i = 0; i < kNames; i++) {
    auto file = GrowingFile::open(part_name(path_), File::Access::kNew);
    if (!file) {
      status = file.status();
      if (status.remote_code() == EEXIST) continue;
      return status;
    }
    if (auto old = look(path_))
      if (status = file->file().set_mode(old->mode); !status) return status;
    file_.emplace(*std::move(file));
    return {};
  }
  return status;
}

Status ReplaceTarget::finish_earlier(const Place& place) {
  // Renamed already.
  if (!look(place.path)) return {};
  auto file = reopen(place);
  if (!file) return file.status();
  return put_in_place(file->file());
}

Status ReplaceTarget::write(std::string_view lines, const Cancel&) {
  if (!file_)
    if (auto status = start_anew(); !status) return status;
  complete_ = false;
  if (auto status = check_undisturbed(); !status) return status;
  if (auto status = reopen_document(); !status) return status;
  return file_->append(lines);
}

Status ReplaceTarget::reopen_document() {
  const auto end = std::exchange(records_end_, std::nullopt);
  return end ? file_->cut(*end) : Status();
}

Status ReplaceTarget::check_undisturbed() const {
  auto in_place = file_->is_in_place();
  if (!in_place) return in_place.status();
  auto size = file_->size_now();
  if (!size) return size.status();
  if (*in_place && *size == file_->length()) return {};
  return {SLUICE_E_INVALID, file_->file().path() +
                                " was changed or moved by someone else during the run; start "
                                "over with `sluice state reset PIPELINE`"};
}

Result<std::string> ReplaceTarget::flush(bool last) {
  if (!file_)
    if (auto status = start_anew(); !status) return status;
  if (auto status = check_undisturbed(); !status) return status;
  if (last && !records_end_) {
    const uint64_t end = file_->length();
    if (auto status = file_->append(frame_.closing_of(end > 0)); !status) return status;
    records_end_ = end;
  }
  auto place = file_->sync(last ? file_->length() : records_end_.value_or(file_->length()));
  if (!place) return place.status();
  known_ = true;
  place->complete = complete_ = last;
  return place->text();
}

Status ReplaceTarget::finish() {
  if (!complete_ || !file_) return {};
  if (auto status = put_in_place(file_->file()); !status) return status;
  drop_part();
  complete_ = false;
  return {};
}

// The part is open and locked by now.
Status ReplaceTarget::restart() {
  complete_ = false;
  records_end_.reset();
  return file_ ? file_->cut(0) : start_anew();
}

Status ReplaceTarget::put_in_place(const File& part) {
  if (auto old = look(path_))
    if (auto status = part.set_mode(old->mode); !status) return status;
  if (auto status = rename_file(part.path(), path_); !status) return status;
  sync_folder_of(path_);
  return {};
}

}  // namespace file_plugin
