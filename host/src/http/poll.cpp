#include "http/poll.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace sluice::http {

void poll(CURLM* multi, const sluice_cancel* cancel, int64_t ms) {
  curl_waitfd wake{};
  bool has_wake = cancel && cancel->wake != -1;
  if (has_wake) {
    wake.fd = static_cast<curl_socket_t>(cancel->wake);
    wake.events = CURL_WAIT_POLLIN;
  }
  // Without a handle to wait on, `requested` is asked ten times a second.
  int slice = static_cast<int>(std::min<int64_t>(ms, !cancel || has_wake ? 60'000 : 100));
  CURLMcode code = curl_multi_poll(multi, &wake, has_wake ? 1 : 0, slice, nullptr);
  // A failing poll returns at once; the caller's loop must not become a busy one.
  if (code != CURLM_OK) std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

}  // namespace sluice::http
