#include "folder_walk.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

#include "file_pattern.hpp"

namespace file_plugin {
namespace {

// A cursor may have 64 KiB.
constexpr size_t kLargestCursor = size_t{60} << 10;
// It is written with each batch. Read files are in a list from here on, a hundred at a time.
constexpr size_t kShortCursor = size_t{16} << 10;
constexpr size_t kMostDone = 2500;

}  // namespace

Status FolderWalk::start() {
  auto files = files_at(settings_.path);
  if (!files) return files.status();
  files_ = *std::move(files);
  if (lists())
    if (Status s = list_.open(cursor_.list); !s) return s;
  if (Status s = forget_vanished(); !s) return s;
  started_ = true;
  return {};
}

Status FolderWalk::forget_vanished() {
  std::set<uint64_t> done;
  for (const std::string& path : files_)
    if (const auto info = look(path)) done.insert(hash_of_file(path, *info));
  std::erase_if(cursor_.done, [&](uint64_t hash) { return !done.count(hash); });
  std::erase_if(cursor_.files, [&](const auto& known) {
    return !std::binary_search(files_.begin(), files_.end(), known.first);
  });
  if (!list_.size()) return {};
  std::unordered_set<uint64_t> there;
  for (const std::string& path : files_) there.insert(hash_of(path));
  Status status = list_.forget([&](uint64_t hash) { return there.count(hash) != 0; });
  cursor_.list = list_.mark();
  return status;
}

// Nothing was changed since it was read to its end.
bool FolderWalk::is_read(const std::string& path) const {
  if (!cursor_.after.empty() && path <= cursor_.after) return true;
  if (cursor_.done.count(hash_of_file(path, info_))) return true;
  const auto known = cursor_.files.find(path);
  if (known == cursor_.files.end()) return list_.has(path, info_);
  if (!known->second.changed_ns) return false;
  return info_.changed_ns == known->second.changed_ns && info_.size == known->second.size;
}

Result<bool> FolderWalk::open_next() {
  for (; at_ < files_.size(); at_++) {
    const auto info = look(files_[at_]);
    if (!info) continue;  // gone since the walk began
    info_ = *info;
    if (is_read(files_[at_])) continue;
    return open(files_[at_]);
  }
  return false;
}

Result<bool> FolderWalk::open(const std::string& path) {
  const auto known = cursor_.files.find(path);
  auto listed = known == cursor_.files.end() ? list_.place_of(path) : std::optional<Place>();
  if (!listed) return listed.status();
  const Place* const before = known != cursor_.files.end() ? &known->second.place
                              : *listed                    ? &**listed
                                                           : nullptr;
  auto reader = open_at(host_, path, before, settings_);
  if (!reader) return reader.status();
  reader_ = *std::move(reader);
  return true;
}

Status FolderWalk::poll(sluice::Batch into, const Cancel& cancel) {
  if (!started_)
    if (auto status = start(); !status) return status;
  for (;;) {
    if (cancel.requested()) return {SLUICE_E_CANCELLED, "cancelled"};
    if (!reader_) {
      auto open = open_next();
      if (!open) return open.status();
      if (!*open) return end(into);
    }
    auto read = reader_->read(into, cancel);
    if (!read) return read.status();
    if (auto status = note_read(*read); !status) return status;
    if (auto status = note_cursor(into, false); !status) return status;
    if (takes_away() && cursor_.done.size() >= kMostDone) {
      host_.log(SLUICE_LOG_INFO, std::to_string(kMostDone) +
                                     " files are read, and taken away before more are: the next "
                                     "run goes on");
      return Status::paused();
    }
    if (into.size()) return {};
  }
}

Status FolderWalk::end(sluice::Batch into) {
  Status status = note_cursor(into, true);
  return status ? Status::end() : status;
}

Status FolderWalk::note_read(const RecordReader::Read& read) {
  const std::string& path = files_[at_];
  auto place = reader_->place();
  if (!place) return {SLUICE_E_INVALID, path + " is no regular file"};
  if (read.waits) say_it_waits(host_, path, place->line);
  cursor_.files[path] = {*std::move(place), 0, 0};
  reader_->settle();
  if (!read.end) return {};
  note_end(path);
  reader_.reset();
  at_++;
  return {};
}

void FolderWalk::note_end(const std::string& path) {
  if (takes_away()) {
    cursor_.files.erase(path);
    cursor_.done.insert(hash_of_file(path, info_));
  } else if (!settings_.incremental) {
    cursor_.files.erase(path);
    cursor_.after = path;
  } else {
    FolderCursor::Entry& entry = cursor_.files[path];
    entry.changed_ns = info_.changed_ns;
    entry.size = info_.size;
  }
}

Status FolderWalk::note_cursor(sluice::Batch into, bool end) {
  if (end && !settings_.incremental && !takes_away()) return into.clear_cursor(), Status();
  std::string text = cursor_.text();
  if (text.size() > kShortCursor && lists() && list_.is_possible()) {
    if (Status s = shorten_cursor(); !s) return s;
    text = cursor_.text();
  }
  if (text.size() <= kLargestCursor) return into.set_cursor(text);
  return {SLUICE_E_INVALID,
          settings_.path + ": " + std::to_string(cursor_.files.size()) +
              " files are more than can be remembered; let files that are read be taken away "
              "(done: move or done: delete)"};
}

Status FolderWalk::shorten_cursor() {
  ReadList::Entries read;
  for (auto at = cursor_.files.begin(); at != cursor_.files.end();) {
    const auto one = at++;
    if (one->second.changed_ns) read.insert(cursor_.files.extract(one));
  }
  if (read.empty()) return {};
  if (Status s = list_.add(read); !s) return s;
  cursor_.list = list_.mark();
  return {};
}

}  // namespace file_plugin
