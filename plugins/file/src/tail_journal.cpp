#include "tail_journal.hpp"

#include <algorithm>
#include <cstring>

#include "fingerprint.hpp"

namespace file_plugin {
namespace {

constexpr std::string_view kMagic = "sluice tail 1\n";
constexpr size_t kRewriteAt = size_t{256} * 1024;

void put(std::string& out, uint64_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof bytes);
}

// Takes a number from the front; false at the end.
bool take(std::string_view& in, uint64_t& out) {
  if (in.size() < sizeof out) return false;
  std::memcpy(&out, in.data(), sizeof out);
  in.remove_prefix(sizeof out);
  return true;
}

// All of a small file.
std::string text_of(const File& file) {
  std::string out, piece(size_t{64} * 1024, '\0');
  for (;;) {
    auto n = file.read_at(piece.data(), piece.size(), out.size());
    if (!n || !*n) return out;
    out.append(piece, 0, *n);
  }
}

}  // namespace

TailJournal::Entry TailJournal::entry_of(uint64_t offset, std::string_view text) {
  Entry out{offset, text.size(), {}};
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, kBlock - offset % kBlock);
    out.blocks.push_back(hash_of(piece));
    offset += piece.size();
    text.remove_prefix(piece.size());
  }
  return out;
}

// It ends with a hash: an entry cut by the kill is invalid, and its text was not written.
std::string TailJournal::packed(const Entry& entry) {
  std::string out;
  put(out, entry.offset);
  put(out, entry.size);
  put(out, entry.blocks.size());
  for (const uint64_t block : entry.blocks) put(out, block);
  put(out, hash_of(out));
  return out;
}

std::optional<TailJournal::Content> TailJournal::load() const {
  if (path_.empty()) return std::nullopt;
  auto file = File::open(path_, File::Access::kOwn);
  if (!file) return std::nullopt;
  const std::string text = text_of(*file);
  std::string_view in(text);
  if (in.substr(0, kMagic.size()) != kMagic) return std::nullopt;
  in.remove_prefix(kMagic.size());
  const size_t end = in.find('\n');
  if (end == in.npos) return std::nullopt;
  Content out;
  out.token = in.substr(0, end);
  in.remove_prefix(end + 1);
  if (!take(in, out.from)) return std::nullopt;
  for (;;) {
    const std::string_view start = in;
    Entry entry;
    uint64_t count = 0, check = 0;
    if (!take(in, entry.offset) || !take(in, entry.size) || !take(in, count)) return out;
    if (count > in.size() / sizeof(uint64_t)) return out;
    entry.blocks.resize(static_cast<size_t>(count));
    for (uint64_t& block : entry.blocks)
      if (!take(in, block)) return out;
    const size_t packed_size = start.size() - in.size();
    if (!take(in, check) || check != hash_of(start.substr(0, packed_size))) return out;
    // Written again from there: entries after it were undone.
    while (!out.entries.empty() && out.entries.back().offset >= entry.offset)
      out.entries.pop_back();
    out.entries.push_back(std::move(entry));
  }
}

// How much of `entry` is in the file, in whole pieces.
Result<uint64_t> TailJournal::written_of(const Entry& entry, const File& file, uint64_t size) {
  std::string text(static_cast<size_t>(std::min(entry.size, size - entry.offset)), '\0');
  auto n = file.read_at(text.data(), text.size(), entry.offset);
  if (!n) return n.status();
  text.resize(*n);
  const Entry found = entry_of(entry.offset, text);
  uint64_t at = entry.offset;
  for (size_t i = 0; i < found.blocks.size() && found.blocks[i] == entry.blocks[i]; i++)
    at = std::min(entry.offset + text.size(), (at / kBlock + 1) * kBlock);
  return at - entry.offset;
}

Tail TailJournal::whose(const File& file, const std::string& token, uint64_t from,
                        uint64_t size) const {
  const auto content = load();
  if (!content || token.empty() || content->token != token || content->from > from) return {};
  uint64_t begin = from, covered = from;  // of our last stretch
  bool earlier = false;                   // there is another one before it
  for (const Entry& entry : content->entries) {
    if (entry.offset < from || entry.offset >= size) continue;
    const auto written = written_of(entry, file, size);
    if (!written) return {};
    if (!*written) continue;
    if (entry.offset != covered) {
      earlier = earlier || covered > begin;
      begin = entry.offset;
    }
    covered = entry.offset + *written;
  }
  if (covered == begin) return {Whose::kOthers, size};
  return {covered >= size && !earlier ? Whose::kOurs : Whose::kMixed, begin};
}

std::optional<TailJournal::Begun> TailJournal::begun() const {
  auto content = load();
  if (!content) return std::nullopt;
  return Begun{std::move(content->token), content->from};
}

Status TailJournal::reopen() {
  if (path_.empty() || file_) return {};
  auto file = File::open(path_, File::Access::kOwn);
  if (!file) return file.status();
  file_.emplace(*std::move(file));
  return {};
}

void TailJournal::remove() {
  file_.reset();
  if (!path_.empty()) remove_file(path_);
}

Status TailJournal::begin(const std::string& token, uint64_t from) {
  return path_.empty() ? Status() : rewrite({token, from, {}});
}

Status TailJournal::note(uint64_t offset, std::string_view text) {
  if (!file_) return {};
  const std::string bytes = packed(entry_of(offset, text));
  auto status = file_->append(bytes);
  if (status) return written_ += bytes.size(), status;
  // After half an entry nothing could be read.
  if (auto undone = file_->truncate(written_); !undone) return undone;
  return status;
}

Status TailJournal::distrust() { return file_ ? rewrite({}) : Status(); }

// Rarely: duplicate entries do no harm.
Status TailJournal::forget_before(uint64_t committed) {
  if (!file_ || written_ < kRewriteAt) return {};
  auto content = load();
  if (!content) return Status::internal("the journal " + path_ + " can no longer be read");
  content->from = committed;
  auto& entries = content->entries;
  entries.erase(std::remove_if(entries.begin(), entries.end(),
                               [&](const Entry& entry) { return entry.offset < committed; }),
                entries.end());
  return rewrite(*content);
}

// In one step: a kill leaves the old one or the new one.
Status TailJournal::rewrite(const Content& content) {
  std::string text(kMagic);
  text += content.token + '\n';
  put(text, content.from);
  for (const Entry& entry : content.entries) text += packed(entry);
  const std::string next = path_ + ".next";
  remove_file(next);
  auto file = File::open(next, File::Access::kPrivate);
  if (!file) return file.status();
  if (auto status = file->append(text); !status) return status;
  if (auto status = rename_file(next, path_); !status) return status;
  auto named = File::open(path_, File::Access::kOwn);
  if (!named) return named.status();
  file_.emplace(*std::move(named));
  written_ = text.size();
  return {};
}

}  // namespace file_plugin
