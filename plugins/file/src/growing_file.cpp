#include "growing_file.hpp"

#include <utility>

namespace file_plugin {

namespace {

std::string_view describe(Kind kind) {
  switch (kind) {
    case Kind::kFolder:
      return "a folder";
    case Kind::kStream:
      return "a pipe, socket or terminal (write `-` for standard output)";
    case Kind::kNull:
    case Kind::kOther:
      return "a device";
    case Kind::kRegular:
      break;
  }
  return "a file";
}

}  // namespace

Result<GrowingFile> GrowingFile::prepare(const std::string& path, File::Access access) {
  auto there = look(path);
  if (there && there->kind != Kind::kRegular)
    return Status(SLUICE_E_INVALID,
                  path + " is " + std::string(describe(there->kind)) + ", not a file");
  auto file = File::open(path, access);
  if (!file) return file.status();
  if (auto status = file->lock(); !status) return status;
  auto info = file->info();
  if (!info) return info.status();
  // Between opening and locking, whoever held the lock may have put another file there.
  auto now = look(path);
  if (!now || !now->same_file(*info))
    return Status(SLUICE_E_INVALID, path + " was replaced while it was opened: run again");
  return GrowingFile(*std::move(file), *info);
}

Result<GrowingFile> GrowingFile::open(const std::string& path) {
  return prepare(path, File::Access::kWriteOrCreate);
}

Result<GrowingFile> GrowingFile::reopen(const std::string& path, const Place& place) {
  if (!look(path))
    return Status(SLUICE_E_INVALID,
                  path + " is gone, and " + std::to_string(place.bytes) +
                      " bytes of it are done; move it back, or forget the place with `sluice "
                      "state reset PIPELINE`");
  auto out = prepare(path, File::Access::kWrite);
  if (!out) return out;
  if (auto status = place.check(out->info_); !status) return status;
  if (out->length_ > place.bytes)
    if (auto status = out->file_.truncate(place.bytes); !status) return status;
  out->length_ = place.bytes;
  return out;
}

Status GrowingFile::append(std::string_view text) {
  if (!broken_) return broken_;
  if (text.empty()) return {};
  auto status = file_.write_at(text, length_);
  dirty_ = true;
  if (status) return length_ += text.size(), status;
  // What was written of it must not stay: the same records will come again.
  if (auto undone = file_.truncate(length_); !undone) broken_ = undone;
  return status;
}

Status GrowingFile::clear() {
  if (auto status = file_.truncate(0); !status) return status;
  length_ = 0;
  dirty_ = true;
  return {};
}

Status GrowingFile::check_undisturbed() const {
  auto now = look(file_.path());
  if (!now || !now->same_file(info_))
    return {SLUICE_E_UNAVAILABLE, file_.path() + " was moved or removed during the run"};
  if (now->size == length_) return {};
  return {SLUICE_E_UNAVAILABLE, file_.path() +
                                    " was changed by somebody else during the run: it "
                                    "has " +
                                    std::to_string(now->size) + " bytes instead of " +
                                    std::to_string(length_)};
}

Result<Place> GrowingFile::sync() {
  if (!broken_) return broken_;
  if (auto status = check_undisturbed(); !status) return status;
  if (dirty_) {
    // After a failed sync the kernel may have dropped the data: never ask again and believe it.
    if (auto status = file_.sync(); !status) return broken_ = status, status;
    if (!std::exchange(named_, true)) sync_folder_of(file_.path());
    dirty_ = false;
  }
  Place out;
  out.path = file_.path();
  out.device = info_.device;
  out.inode = info_.inode;
  out.bytes = length_;
  return out;
}

}  // namespace file_plugin
