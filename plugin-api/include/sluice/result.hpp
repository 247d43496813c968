// Status and Result<T>: how functions of the SDK, of plugins and of the host say that something
// failed. Values; no thread rule. (std::expected is not in g++ 12 or clang 14.)
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "sluice/abi.h"

namespace sluice {

// {NULL, n} is empty: a wrong size must not be read.
inline std::string_view view(sluice_slice s) { return {s.data, s.data ? s.size : 0}; }
inline sluice_slice slice(std::string_view s) { return {s.data(), s.size()}; }

// Success, or a code that says what happens next and a message for people.
class [[nodiscard]] Status {
 public:
  Status() = default;  // success
  Status(sluice_status code, std::string message) : code_(code), message_(std::move(message)) {}

  static Status end() { return {SLUICE_END, {}}; }
  static Status paused() { return {SLUICE_PAUSED, {}}; }
  // A setting is wrong; `pointer` is the JSON pointer to it ("/request/path").
  static Status invalid(std::string_view pointer, std::string_view message) {
    return {SLUICE_E_INVALID, std::string(pointer) + ": " + std::string(message)};
  }
  static Status data(std::string message) { return {SLUICE_E_DATA, std::move(message)}; }
  static Status internal(std::string message) { return {SLUICE_E_INTERNAL, std::move(message)}; }
  static Status from(const sluice_error& e, sluice_status code) {
    Status s(code, std::string(e.message, ::strnlen(e.message, sizeof e.message)));
    s.retry_after_ms_ = e.retry_after_ms;
    s.remote_code_ = e.remote_code;
    if (e.struct_size >= sizeof e) s.attempts_ = e.attempts;
    return s;
  }

  bool ok() const { return code_ == SLUICE_OK; }
  explicit operator bool() const { return ok(); }
  sluice_status code() const { return code_; }
  const std::string& message() const { return message_; }
  uint32_t retry_after_ms() const { return retry_after_ms_; }  // 0: not said
  int32_t remote_code() const { return remote_code_; }         // HTTP status or errno, 0: none
  uint32_t attempts() const { return attempts_; }              // made before it failed, 0: not said
  bool in_doubt() const { return in_doubt_; }
  bool not_sent() const { return not_sent_; }

  Status& with_retry_after(uint32_t ms) { return retry_after_ms_ = ms, *this; }
  Status& with_remote_code(int32_t code) { return remote_code_ = code, *this; }
  Status& with_attempts(uint32_t attempts) { return attempts_ = attempts, *this; }
  // The record it is about may have been carried out: see SLUICE_OUTCOME_IN_DOUBT.
  Status& with_doubt() { return in_doubt_ = true, *this; }
  // The record it is about was not tried: see SLUICE_OUTCOME_NOT_SENT.
  Status& with_not_sent() { return not_sent_ = true, *this; }
  // The same failure, with where it happened in front: "pipeline products: ...".
  Status& in(std::string_view where) {
    if (!ok()) message_.insert(0, std::string(where) + ": ");
    return *this;
  }

 private:
  sluice_status code_ = SLUICE_OK;
  uint32_t retry_after_ms_ = 0;
  int32_t remote_code_ = 0;
  uint32_t attempts_ = 0;
  bool in_doubt_ = false;
  bool not_sent_ = false;
  std::string message_;
};

// A T, or the Status that says why there is none.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Status status) : status_(std::move(status)) {}

  bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Status& status() const { return status_; }
  // REQUIRES: ok()
  T& operator*() & { return *value_; }
  const T& operator*() const& { return *value_; }
  T&& operator*() && { return std::move(*value_); }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }

 private:
  std::optional<T> value_;
  Status status_;
};

// What an outcome says besides its message, for which the batch has to find room.
inline void export_outcome(const Status& s, sluice_outcome& out) {
  out.status = s.code();
  out.retry_after_ms = s.retry_after_ms();
  out.remote_code = s.remote_code();
  const int flags =
      (s.in_doubt() ? SLUICE_OUTCOME_IN_DOUBT : 0) | (s.not_sent() ? SLUICE_OUTCOME_NOT_SENT : 0);
  out.flags = static_cast<uint16_t>(flags);
  out.attempts = static_cast<uint16_t>(s.attempts() < UINT16_MAX ? s.attempts() : UINT16_MAX);
}

// Copies a status into a caller's error, cutting the message at a code point; returns the code.
inline sluice_status export_status(const Status& s, sluice_error* out) {
  if (!out || s.ok()) return s.code();
  out->code = s.code();
  out->retry_after_ms = s.retry_after_ms();
  out->remote_code = s.remote_code();
  if (out->struct_size >= sizeof *out) out->attempts = s.attempts();
  size_t n =
      s.message().size() < sizeof out->message ? s.message().size() : sizeof out->message - 1;
  if (n < s.message().size())
    while (n && (static_cast<unsigned char>(s.message()[n]) & 0xC0) == 0x80) n--;
  std::memcpy(out->message, s.message().data(), n);
  out->message[n] = 0;
  return s.code();
}

}  // namespace sluice
