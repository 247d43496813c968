#include "growing_file.hpp"

#include <algorithm>
#include <utility>

namespace file_plugin {

namespace {

constexpr uint64_t kStart = 512;  // bytes by which files are distinguished

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

Result<uint64_t> hash_of_start(const File& file, uint64_t bytes) {
  char start[kStart];
  auto n = file.read_at(start, static_cast<size_t>(std::min(bytes, kStart)), 0);
  if (!n) return n.status();
  return hash_of({start, *n});
}

Result<Prints> prints_of(const File& file, uint64_t bytes) {
  auto head = hash_of_start(file, bytes);
  if (!head) return head.status();
  auto all = Fingerprint::of(file, bytes, 0);
  if (!all) return all.status();
  return Prints{*head, all->prints().tail};
}

}  // namespace

Result<GrowingFile> GrowingFile::open(const std::string& path, File::Access access) {
  auto there = look(path);
  if (there && there->kind != Kind::kRegular)
    return Status(SLUICE_E_INVALID,
                  path + " is " + std::string(describe(there->kind)) + ", not a file");
  auto file = File::open(path, access);
  if (!file) return file.status();
  if (auto status = file->lock(); !status) return status;
  auto info = file->info();
  if (!info) return info.status();
  // Between opening and locking, the previous lock holder may have put another file there.
  auto now = look(path);
  if (!now || !now->same_file(*info))
    return Status(SLUICE_E_INVALID, path + " was replaced while it was opened: run again");
  return GrowingFile(*std::move(file), *info);
}

Result<bool> GrowingFile::holds(const Place& place) const {
  if (info_.size < place.bytes) return false;
  auto prints = prints_of(file_, place.bytes);
  if (!prints) return prints.status();
  return *prints == place.prints;
}

Result<std::optional<bool>> GrowingFile::starts_like(const Place& place) const {
  const uint64_t bytes = std::min(place.bytes, kStart);
  if (info_.size < bytes) return std::optional<bool>();
  auto start = hash_of_start(file_, bytes);
  if (!start) return start.status();
  return std::optional(*start == place.prints.head);
}

Result<uint64_t> GrowingFile::size_now() const {
  auto now = file_.info();
  if (!now) return now.status();
  if (now->size >= length_) return now->size;
  return Status(SLUICE_E_INVALID,
                file_.path() + " was emptied or shortened by someone else during the run (" +
                    std::to_string(now->size) + " bytes instead of " + std::to_string(length_) +
                    "; logrotate's copytruncate does this): nothing more is written to it; what "
                    "is not committed comes again with the next run");
}

Status GrowingFile::append(std::string_view text) {
  if (!broken_) return broken_;
  if (text.empty()) return {};
  uint64_t written = 0;
  auto status = file_.append(text, &written);
  dirty_ = true;
  if (status) return length_ += text.size(), status;
  // The part that was written must not stay: the same records will come again. Data of others
  // after it must.
  auto now = file_.info();
  if (now && now->size == length_ + written) {
    if (auto undone = file_.truncate(length_); !undone) broken_ = undone;
  } else {
    broken_ = status;
  }
  return status;
}

Status GrowingFile::cut(uint64_t length) {
  if (auto status = file_.truncate(length); !status) return status;
  length_ = length;
  dirty_ = true;
  return {};
}

Result<bool> GrowingFile::is_in_place() const {
  auto own = file_.info();
  if (!own) return own.status();
  if (!own->links)
    return Status(SLUICE_E_INVALID, file_.path() +
                                        " was removed during the run; what is not committed comes "
                                        "again with the next run, in a new file");
  auto now = look(file_.path());
  return now && now->same_file(*own);
}

Result<Place> GrowingFile::sync(uint64_t bytes) {
  if (!broken_) return broken_;
  if (auto size = size_now(); !size) return size.status();
  if (dirty_) {
    // After a failed sync the kernel may have dropped the data: a later success cannot be trusted.
    if (auto status = file_.sync(); !status) return broken_ = status, status;
    if (!std::exchange(named_, true)) sync_folder_of(file_.path());
    dirty_ = false;
  }
  auto prints = prints_of(file_, bytes);
  if (!prints) return prints.status();
  Place out;
  out.path = file_.path();
  out.be_in(info_);
  out.bytes = bytes;
  out.prints = *prints;
  return out;
}

}  // namespace file_plugin
