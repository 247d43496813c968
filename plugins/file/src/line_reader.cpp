#include "line_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace file_plugin {
namespace {

constexpr size_t kHead = 1000;  // bytes kept of a line that is over every limit
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Bytes up to and with the last line break; 0 if there is none.
size_t whole_lines(std::string_view text) {
  size_t last = text.rfind('\n');
  return last == text.npos ? 0 : last + 1;
}

}  // namespace

Result<LineReader> LineReader::open(const std::string& path, size_t chunk,
                                    const std::optional<Place>& from) {
  auto there = look(path);
  if (there && (there->kind == Kind::kFolder || there->kind == Kind::kOther))
    return Status(SLUICE_E_INVALID,
                  path + (there->kind == Kind::kFolder ? " is a folder" : " is a device") +
                      ", not a file of lines");
  auto file = File::open(path, File::Access::kRead);
  if (!file) return file.status();
  auto info = file->info();
  if (!info) return info.status();
  LineReader out(*std::move(file), chunk);
  out.seekable_ = info->kind == Kind::kRegular;
  if (!out.seekable_) return out;
  if (from) {
    if (auto status = from->check(*info); !status) return status;
    out.place_ = *from;
    return out;
  }
  out.place_.path = path;
  out.place_.device = info->device;
  out.place_.inode = info->inode;
  char start[kByteOrderMark.size()] = {};
  auto n = out.file_.read_at(start, sizeof start, 0);
  if (!n) return n.status();
  if (std::string_view(start, *n) == kByteOrderMark) out.place_.bytes = *n;
  return out;
}

LineReader LineReader::standard_input(size_t chunk) {
  return LineReader(File::borrowed(0, "standard input"), chunk);
}

Result<size_t> LineReader::read(char* into, size_t size, const Cancel& cancel) {
  if (cancel.requested()) return Status(SLUICE_E_CANCELLED, "cancelled");
  if (seekable_) return file_.read_at(into, size, next_.bytes + carry_.size());
  return file_.read_stream(into, size, cancel);
}

Result<LineReader::Piece> LineReader::next(sluice_batch* into, const Cancel& cancel) {
  if (!settled_ && !seekable_)
    return Status::internal("lines of " + file_.path() +
                            " were not taken and cannot be read again");
  if (!std::exchange(settled_, false)) carry_.clear();
  next_ = place_;
  for (;;) {
    size_t have = carry_.size();
    size_t more = std::max(chunk_, have);  // a long line is copied a few times, not thousands
    char* page = into->json->reserve_page(into, have + more);
    if (!page && more > chunk_) page = into->json->reserve_page(into, have + (more = chunk_));
    if (!page && have < chunk_)
      return Status(SLUICE_E_NO_MEMORY,
                    "no memory for " + std::to_string(chunk_) + " bytes of " + file_.path());
    if (!page) {
      into->fault = SLUICE_OK;  // that a page of this size is refused is no fault of a record
      return skip_line(cancel);
    }
    std::memcpy(page, carry_.data(), have);
    auto n = read(page + have, more, cancel);
    if (!n) return settled_ = !seekable_, n.status();
    size_t lines = whole_lines({page + have, *n});
    if (lines || !*n) return take(page, *n ? have + lines : have, have + *n, !*n);
    carry_.append(page + have, *n);
  }
}

LineReader::Piece LineReader::take(const char* page, size_t lines, size_t have, bool end) {
  carry_.assign(page + lines, have - lines);
  next_.bytes = place_.bytes + lines;
  next_.line = place_.line + static_cast<uint64_t>(std::count(page, page + lines, '\n'));
  return {lines, end};
}

Result<LineReader::Piece> LineReader::skip_line(const Cancel& cancel) {
  std::string head = carry_.substr(0, kHead);
  std::string buffer(chunk_, '\0');
  size_t line_end = 0;
  uint64_t skipped = carry_.size();
  for (bool end = false; !line_end && !end;) {
    next_.bytes = place_.bytes + skipped - carry_.size();
    auto n = read(buffer.data(), buffer.size(), cancel);
    if (!n) return n.status();
    size_t found = std::string_view(buffer.data(), *n).find('\n');
    line_end = found == std::string::npos ? 0 : found + 1;
    end = !*n;
    carry_.assign(buffer, line_end, line_end ? *n - line_end : 0);
    skipped += line_end ? line_end : *n;
  }
  next_.bytes = place_.bytes + skipped;
  next_.line = place_.line + 1;
  return Piece{0, false, std::move(head)};
}

void LineReader::settle() {
  place_ = next_;
  settled_ = true;
}

}  // namespace file_plugin
