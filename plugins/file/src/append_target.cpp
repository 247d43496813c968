#include "append_target.hpp"

namespace file_plugin {

Status AppendTarget::resume(std::string_view position) {
  file_.reset();
  if (position.empty()) return start_anew();
  auto place = Place::parse(position);
  if (!place) return place.status();
  if (place->path != path_) return start_anew();  // another path, another position
  auto file = GrowingFile::reopen(path_, *place);
  if (!file) return file.status();
  file_.emplace(*std::move(file));
  return {};
}

Status AppendTarget::start_anew() {
  auto file = GrowingFile::open(path_);
  if (!file) return file.status();
  file_.emplace(*std::move(file));
  if (!file_->length()) return {};
  char last = 0;
  auto n = file_->file().read_at(&last, 1, file_->length() - 1);
  if (!n) return n.status();
  // A file whose last line is open would swallow the first record.
  return last == '\n' ? Status() : file_->append("\n");
}

Status AppendTarget::write(std::string_view lines, const Cancel&) {
  if (!file_) return Status::internal("write before resume");
  return file_->append(lines);
}

Result<std::string> AppendTarget::flush(bool) {
  if (!file_) return Status::internal("flush before resume");
  auto place = file_->sync();
  if (!place) return place.status();
  return place->text();
}

}  // namespace file_plugin
