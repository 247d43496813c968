#include "replace_target.hpp"

namespace file_plugin {

// A link stays a link: what it points to is replaced.
ReplaceTarget::ReplaceTarget(const std::string& path)
    : path_(resolved_path(path)), part_(path_ + ".part") {}

Status ReplaceTarget::check_path() const {
  auto there = look(path_);
  if (!there || there->kind == Kind::kRegular) return {};
  return {SLUICE_E_INVALID, path_ + " is not a regular file: mode replace cannot replace it"};
}

Status ReplaceTarget::resume(std::string_view position) {
  file_.reset();
  complete_ = false;
  if (auto status = check_path(); !status) return status;
  if (position.empty()) return start_anew();
  auto place = Place::parse(position);
  if (!place) return place.status();
  if (place->path != part_) return start_anew();
  if (place->complete) {
    if (auto status = finish_earlier(*place); !status) return status;
    return start_anew();
  }
  auto file = GrowingFile::reopen(part_, *place);
  if (!file) return file.status();
  file_.emplace(*std::move(file));
  return {};
}

Status ReplaceTarget::start_anew() {
  file_.reset();  // and with it the lock
  auto file = GrowingFile::open(part_);
  if (!file) return file.status();
  file_.emplace(*std::move(file));
  return file_->clear();
}

Status ReplaceTarget::finish_earlier(const Place& place) {
  auto part = look(part_);
  // Renamed already, or begun anew by a run that committed nothing.
  if (!part || !place.is_in(*part) || part->size != place.bytes) return {};
  auto file = GrowingFile::reopen(part_, place);
  if (!file) return file.status();
  return put_in_place(file->file());
}

Status ReplaceTarget::write(std::string_view lines, const Cancel&) {
  if (!file_)
    if (auto status = start_anew(); !status) return status;
  complete_ = false;
  return file_->append(lines);
}

Result<std::string> ReplaceTarget::flush(bool last) {
  if (!file_)
    if (auto status = start_anew(); !status) return status;
  auto place = file_->sync();
  if (!place) return place.status();
  place->complete = complete_ = last;
  return place->text();
}

Status ReplaceTarget::finish() {
  if (!complete_ || !file_) return {};
  if (auto status = put_in_place(file_->file()); !status) return status;
  file_.reset();
  complete_ = false;
  return {};
}

// The part is open and locked by now.
Status ReplaceTarget::restart() {
  complete_ = false;
  return file_ ? file_->clear() : start_anew();
}

Status ReplaceTarget::put_in_place(const File& part) {
  if (auto old = look(path_))
    if (auto status = part.set_mode(old->mode); !status) return status;
  return rename_file(part_, path_);
}

}  // namespace file_plugin
