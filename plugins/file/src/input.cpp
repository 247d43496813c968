#include "input.hpp"

#include <algorithm>
#include <utility>

namespace file_plugin {
namespace {

constexpr size_t kPackedChunk = size_t{64} * 1024;

}  // namespace

Result<Input> Input::of(File file, const Packing& packing) {
  Input out(std::move(file), packing);
  if (packing.gzip)
    if (auto status = out.restart(); !status) return status;
  return out;
}

Status Input::restart() {
  auto expander = sluice::gzip::Expander::create(packing_.most_times);
  if (!expander) return expander.status();
  expander_.emplace(std::move(*expander));
  packed_.clear();
  left_ = 0;
  packed_at_ = unpacked_at_ = 0;
  return {};
}

template <class More>
Result<size_t> Input::unpack(char* into, size_t size, More more) {
  for (;;) {
    std::string_view packed = std::string_view(packed_).substr(left_);
    auto given = expander_->expand(packed, into, size);
    left_ = packed_.size() - packed.size();
    if (!given) return Status(given.status().code(), path() + " " + given.status().message());
    unpacked_at_ += *given;
    if (*given) return given;
    packed_.resize(kPackedChunk);
    left_ = 0;
    auto n = more(packed_.data(), packed_.size());
    packed_.resize(n ? *n : 0);
    if (!n) return n;
    if (*n) continue;
    if (expander_->complete()) return size_t{0};
    return Status(SLUICE_E_INVALID,
                  path() + " is cut off within its gzip data: run again when it is complete");
  }
}

Result<size_t> Input::unpack_file(char* into, size_t size) {
  return unpack(into, size, [this](char* packed, size_t room) {
    auto n = file_.read_at(packed, room, packed_at_);
    if (n) packed_at_ += *n;
    return n;
  });
}

Result<size_t> Input::read_at(char* into, size_t size, uint64_t offset) {
  if (!expander_) return file_.read_at(into, size, offset);
  if (offset < unpacked_at_)
    if (auto status = restart(); !status) return status;
  std::string passed(offset > unpacked_at_ ? kPackedChunk : 0, '\0');
  while (unpacked_at_ < offset) {
    const auto wanted = std::min<uint64_t>(passed.size(), offset - unpacked_at_);
    auto n = unpack_file(passed.data(), static_cast<size_t>(wanted));
    if (!n || !*n) return n;
  }
  return unpack_file(into, size);
}

Result<size_t> Input::read_stream(char* into, size_t size, const Cancel& cancel) {
  if (!expander_) return file_.read_stream(into, size, cancel);
  return unpack(into, size,
                [&](char* packed, size_t room) { return file_.read_stream(packed, room, cancel); });
}

}  // namespace file_plugin
