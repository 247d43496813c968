#include "app/access/sessions.hpp"

#include <algorithm>
#include <utility>

#include "app/access/secret_text.hpp"

namespace sluice::app {

// By hash, so that how long a lookup takes says nothing about the secrets.
std::string Sessions::allow_start(Caller caller) {
  std::string token = new_secret();
  const std::lock_guard lock(mutex_);
  if (starts_.size() >= kMostStarts)
    starts_.erase(std::min_element(
        starts_.begin(), starts_.end(),
        [](const auto& a, const auto& b) { return a.second.made_ms < b.second.made_ms; }));
  starts_[hash_of(token)] = {std::move(caller), now_ms_()};
  return token;
}

std::optional<Caller> Sessions::take_start(std::string_view token) {
  const std::lock_guard lock(mutex_);
  const auto found = starts_.find(hash_of(token));
  if (found == starts_.end()) return std::nullopt;
  Start start = std::move(found->second);
  starts_.erase(found);
  if (now_ms_() - start.made_ms > kStartMs) return std::nullopt;
  return std::move(start.caller);
}

Sessions::Opened Sessions::open(Caller caller) {
  const int64_t now = now_ms_();
  Opened out{new_secret(), now + kLifeMs};
  const std::lock_guard lock(mutex_);
  forget_old(now);
  if (sessions_.size() >= kMost)
    sessions_.erase(std::min_element(
        sessions_.begin(), sessions_.end(),
        [](const auto& a, const auto& b) { return a.second.used_ms < b.second.used_ms; }));
  sessions_[hash_of(out.id)] = {std::move(caller), out.expires_ms, now};
  return out;
}

void Sessions::forget_old(int64_t now) {
  std::erase_if(sessions_, [&](const auto& one) {
    return now >= one.second.expires_ms || now - one.second.used_ms > kIdleMs;
  });
}

std::optional<Sessions::Found> Sessions::find(std::string_view id) {
  const int64_t now = now_ms_();
  const std::lock_guard lock(mutex_);
  forget_old(now);
  const auto found = sessions_.find(hash_of(id));
  if (found == sessions_.end()) return std::nullopt;
  found->second.used_ms = now;
  return Found{found->second.caller, found->second.expires_ms};
}

bool Sessions::holds(std::string_view id) const {
  const int64_t now = now_ms_();
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(hash_of(id));
  return found != sessions_.end() && now < found->second.expires_ms &&
         now - found->second.used_ms <= kIdleMs;
}

void Sessions::close(std::string_view id) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(hash_of(id));
}

void Sessions::close_all_of(const std::string& name) {
  const std::lock_guard lock(mutex_);
  std::erase_if(sessions_, [&](const auto& one) { return one.second.caller.name == name; });
}

size_t Sessions::size() const {
  const std::lock_guard lock(mutex_);
  return sessions_.size();
}

}  // namespace sluice::app
