#include "exchange.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace sluice::jq {

void Exchange::add(std::string_view record) {
  if (sent_ > kAhead) {
    out_.erase(0, sent_);
    sent_ = 0;
  }
  const FrameHeader header{static_cast<uint32_t>(record.size()), FrameKind::kResult};
  out_.append(reinterpret_cast<const char*>(&header), sizeof header).append(record);
}

Waited Exchange::wait(Answer* out) {
  using Clock = std::chrono::steady_clock;
  const auto latest = Clock::now() + std::chrono::milliseconds(limits_.time_ms);
  for (;;) {
    bool is_last = false;
    while (take_frame(out, &is_last))
      if (is_last) return Waited::kAnswer;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(latest - Clock::now()).count();
    if (left <= 0) return Waited::kTooLong;
    if (cancel_.requested()) return Waited::kCancelled;
    const short wanted = sent_ < out_.size() ? POLLIN | POLLOUT : POLLIN;
    pollfd ends[2] = {{worker_.socket(), wanted, 0},
                      {cancel_.abi() ? static_cast<int>(cancel_.abi()->wake) : -1, POLLIN, 0}};
    if (::poll(ends, 2, static_cast<int>(std::min<int64_t>(left, 1000))) < 0) continue;
    if ((ends[0].revents & POLLOUT) && !send()) return Waited::kEnd;
    if ((ends[0].revents & (POLLIN | POLLHUP | POLLERR)) && !receive()) return Waited::kEnd;
  }
}

// False: there is no whole frame.
bool Exchange::take_frame(Answer* out, bool* is_last) {
  FrameHeader header{};
  if (in_.size() - taken_ < sizeof header) return false;
  std::memcpy(&header, in_.data() + taken_, sizeof header);
  if (in_.size() - taken_ - sizeof header < header.size) return false;
  std::string text = in_.substr(taken_ + sizeof header, header.size);
  taken_ += sizeof header + header.size;
  *is_last = header.kind != FrameKind::kResult;
  if (header.kind == FrameKind::kResult) {
    out->results.push_back(std::move(text));
  } else if (header.kind == FrameKind::kError) {
    out->is_error = true;
    out->error = std::move(text);
  }
  return true;
}

bool Exchange::send() {
  const ssize_t sent =
      ::send(worker_.socket(), out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL);
  if (sent < 0) return errno == EAGAIN || errno == EINTR;
  sent_ += static_cast<size_t>(sent);
  return true;
}

bool Exchange::receive() {
  in_.erase(0, taken_);
  taken_ = 0;
  constexpr size_t kAtOnce = size_t{64} * 1024;
  const size_t had = in_.size();
  in_.resize(had + kAtOnce);
  const ssize_t got = ::recv(worker_.socket(), in_.data() + had, kAtOnce, 0);
  const bool is_retry = got < 0 && (errno == EAGAIN || errno == EINTR);
  in_.resize(had + (got > 0 ? static_cast<size_t>(got) : 0));
  return got > 0 || is_retry;
}

}  // namespace sluice::jq
