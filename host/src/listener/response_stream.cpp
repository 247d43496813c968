#include "listener/response_stream.hpp"

#include <utility>

namespace sluice::listener {

bool ResponseStream::send(std::string_view text) {
  const std::lock_guard lock(mutex_);
  if (closed_ || ended_) return false;
  if (waiting_.size() + text.size() > most_)
    closed_ = true;
  else
    waiting_.append(text);
  tell();
  return !closed_;
}

void ResponseStream::end() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  tell();
}

bool ResponseStream::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

void ResponseStream::attach(std::function<void()> ready) {
  const std::lock_guard lock(mutex_);
  ready_ = std::move(ready);
}

std::string ResponseStream::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(waiting_, {});
}

bool ResponseStream::ended() const {
  const std::lock_guard lock(mutex_);
  return ended_;
}

void ResponseStream::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  ready_ = nullptr;
}

void ResponseStream::tell() const {
  if (ready_) ready_();
}

}  // namespace sluice::listener
