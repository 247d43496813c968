#include "read_list.hpp"

#include <algorithm>
#include <filesystem>
#include <random>
#include <system_error>
#include <vector>

#include "fingerprint.hpp"
#include "folders.hpp"

namespace file_plugin {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kListName = "read-";
constexpr size_t kPiece = size_t{1} << 20;

std::string new_list_name() {
  std::random_device random;
  return std::string(kListName) + std::to_string((uint64_t{random()} << 32) | random());
}

// Of all lines up to this one.
uint64_t hash_with(uint64_t before, std::string_view line) {
  return hash_of(std::to_string(before) + " " + std::string(line));
}

Status not_what_it_was(const std::string& path) {
  return {SLUICE_E_INVALID,
          "the list of files that were read, " + path +
              ", is not there as it was: put it back, or read all files again after `sluice state "
              "reset PIPELINE`"};
}

}  // namespace

Status ReadList::open(const ListMark& mark) {
  mark_ = mark;
  known_.clear();
  if (!is_possible()) return mark.bytes ? not_what_it_was(mark.name) : Status();
  remove_others();
  if (!mark_.bytes) return {};
  if (!look(path())) return not_what_it_was(path());
  auto file = File::open(path(), File::Access::kOwn);
  if (!file) return file.status();
  if (Status s = read_lines(*file); !s) return s;
  return file->truncate(mark_.bytes);
}

Status ReadList::read_lines(const File& file) {
  std::string text;
  uint64_t at = 0, hash = 0;
  std::string piece(kPiece, '\0');
  for (uint64_t from = 0; from < mark_.bytes;) {
    auto got = file.read_at(piece.data(), std::min<uint64_t>(kPiece, mark_.bytes - from), from);
    if (!got) return got.status();
    if (*got == 0) return not_what_it_was(path());
    from += *got;
    text.append(piece, 0, *got);
    size_t start = 0;
    for (size_t end; (end = text.find('\n', start)) != text.npos; start = end + 1) {
      const std::string_view line(text.data() + start, end - start);
      const auto entry = FolderCursor::parse_entry(line);
      if (!entry) return not_what_it_was(path());
      hash = hash_with(hash, line);
      note(entry->first, entry->second, at + start);
    }
    at += start;
    text.erase(0, start);
  }
  return text.empty() && hash == mark_.hash ? Status() : not_what_it_was(path());
}

// Lists of runs that were killed, and of those before.
void ReadList::remove_others() const {
  std::error_code error;
  for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.compare(0, kListName.size(), kListName) == 0 && name != mark_.name)
      remove_file(at->path().string());
  }
}

void ReadList::note(const std::string& path, const FolderCursor::Entry& entry, uint64_t offset) {
  known_[hash_of(path)] = {entry.changed_ns, entry.size, offset};
}

bool ReadList::has(const std::string& path, const FileInfo& info) const {
  const auto found = known_.find(hash_of(path));
  return found != known_.end() && found->second.changed_ns == info.changed_ns &&
         found->second.size == info.size;
}

Result<std::string> ReadList::line_at(uint64_t offset) const {
  constexpr size_t kLongestLine = size_t{64} << 10;
  auto file = File::open(path(), File::Access::kRead);
  if (!file) return file.status();
  std::string out(kLongestLine, '\0');
  auto got =
      file->read_at(out.data(), std::min<uint64_t>(kLongestLine, mark_.bytes - offset), offset);
  if (!got) return got.status();
  const size_t end = std::string_view(out.data(), *got).find('\n');
  if (end == std::string_view::npos) return not_what_it_was(path());
  out.resize(end);
  return out;
}

Result<std::optional<Place>> ReadList::place_of(const std::string& path) const {
  const auto found = known_.find(hash_of(path));
  if (found == known_.end()) return std::optional<Place>();
  auto line = line_at(found->second.offset);
  if (!line) return line.status();
  auto entry = FolderCursor::parse_entry(*line);
  if (!entry) return not_what_it_was(this->path());
  if (entry->first != path) return std::optional<Place>();
  return std::optional(std::move(entry->second.place));
}

Status ReadList::append(const std::string& lines) {
  if (mark_.name.empty()) mark_.name = new_list_name();
  if (Status s = make_folder_of(path()); !s) return s;
  const bool is_new = !look(path());
  auto file = File::open(path(), is_new ? File::Access::kPrivate : File::Access::kOwn);
  if (!file) return file.status();
  if (Status s = file->append(lines); !s) return s;
  if (Status s = file->sync(); !s) return s;
  if (is_new) sync_folder_of(path());
  mark_.bytes += lines.size();
  return {};
}

Status ReadList::add(const Entries& entries) {
  std::string lines;
  uint64_t hash = mark_.hash;
  for (const auto& [path, entry] : entries) {
    const std::string line = FolderCursor::entry_text(path, entry);
    note(path, entry, mark_.bytes + lines.size());
    hash = hash_with(hash, line);
    lines += line + "\n";
  }
  if (Status s = append(lines); !s) return s;
  mark_.hash = hash;
  return {};
}

Status ReadList::copy_those(const std::function<bool(uint64_t)>& stays) {
  Entries entries;
  for (const auto& [hash, known] : known_) {
    if (!stays(hash)) continue;
    auto line = line_at(known.offset);
    if (!line) return line.status();
    auto entry = FolderCursor::parse_entry(*line);
    if (!entry) return not_what_it_was(path());
    entries.insert(*std::move(entry));
  }
  mark_ = {};
  known_.clear();
  return entries.empty() ? Status() : add(entries);
}

}  // namespace file_plugin
