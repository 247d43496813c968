// The part of a response that is made while it is sent, such as server-sent events. Owned by who
// makes it and by the connection that sends it; each may go first. [any]
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace sluice::listener {

class ResponseStream {
 public:
  // `most`: bytes that may wait for a slow reader. One more closes the stream, and the connection
  // with it: who makes the events must not wait, and memory is bounded.
  explicit ResponseStream(size_t most = size_t{1} << 20) : most_(most) {}

  // For who makes it. False once it is closed: the reader has left, or was too slow.
  bool send(std::string_view text);
  // Everything was sent; the connection ends behind it.
  void end();
  bool closed() const;

  // For the connection. `ready` is called, under the stream's lock, when there is something to
  // send, or the stream ends or closes.
  void attach(std::function<void()> ready);
  // All that waits, which is removed.
  std::string take();
  bool ended() const;
  // Nothing is taken any more, and `ready` is not called any more.
  void close();

 private:
  void tell() const;

  const size_t most_;
  mutable std::mutex mutex_;
  std::string waiting_;
  std::function<void()> ready_;
  bool ended_ = false, closed_ = false;
};

}  // namespace sluice::listener
