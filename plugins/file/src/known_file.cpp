#include "known_file.hpp"

#include <utility>

namespace file_plugin {

Result<KnownFile> KnownFile::open(const std::string& path, const Packing& packing) {
  auto there = look(path);
  if (there && (there->kind == Kind::kFolder || there->kind == Kind::kOther))
    return Status(
        SLUICE_E_INVALID,
        path + (there->kind == Kind::kFolder ? " is a folder" : " is a device") + ", not a file");
  auto file = File::open(path, File::Access::kRead);
  if (!file) return file.status();
  auto info = file->info();
  if (!info) return info.status();
  auto input = Input::of(*std::move(file), packing);
  if (!input) return input.status();
  KnownFile out(*std::move(input));
  out.opened_ = *info;
  out.seekable_ = info->kind == Kind::kRegular;
  return out;
}

Result<KnownFile> KnownFile::standard_input(const Packing& packing) {
  auto input = Input::of(File::borrowed(0, "standard input"), packing);
  if (!input) return input.status();
  return KnownFile(*std::move(input));
}

Result<Place> KnownFile::start() {
  Place out;
  if (!seekable_) return out;
  out.path = path();
  out.be_in(opened_);
  auto begins = beginning(kByteOrderMark.size());
  if (!begins) return begins.status();
  if (*begins == kByteOrderMark) out.bytes = begins->size();
  return out;
}

Result<std::string> KnownFile::beginning(size_t most) {
  std::string out;
  while (seekable_ && out.size() < most) {
    const size_t have = out.size();
    out.resize(most);
    const auto n = input_.read_at(out.data() + have, most - have, have);
    if (!n) return n.status();
    out.resize(have + *n);
    if (!*n) break;
  }
  return out;
}

Result<Fingerprint> KnownFile::prints_of(uint64_t bytes) {
  return Fingerprint::of(
      [this](char* into, size_t size, uint64_t at) { return input_.read_at(into, size, at); },
      bytes, kKnownBytes);
}

Result<bool> KnownFile::fits(const Place& from, Fingerprint& prints) {
  if (!seekable_ || (!input_.is_packed() && opened_.size < from.bytes)) return false;
  auto now = prints_of(from.bytes);
  if (!now) return now.status();
  if (now->bytes() != from.bytes || now->prints() != from.prints) return false;
  prints = *now;
  return true;
}

Status KnownFile::check_unchanged(uint64_t bytes, const Fingerprint& prints) {
  if (!seekable_) return {};
  auto now = input_.info();
  if (!now) return now.status();
  if (now->changed_ns == opened_.changed_ns && now->size == opened_.size) return {};
  if (input_.is_packed() || now->size >= bytes) {
    auto again = prints_of(bytes);
    if (!again) return again.status();
    if (again->prints() == prints.prints()) return {};  // it has only become longer
  }
  return {SLUICE_E_INVALID, path() +
                                " was rewritten while it was read, so parts of it may be missing; "
                                "run again when it is complete"};
}

Result<size_t> KnownFile::read(char* into, size_t size, uint64_t offset, const Cancel& cancel) {
  if (cancel.requested()) return Status(SLUICE_E_CANCELLED, "cancelled");
  return seekable_ ? input_.read_at(into, size, offset) : input_.read_stream(into, size, cancel);
}

}  // namespace file_plugin
