#include "http/curl/curl_multi.hpp"

#include "platform/steady_time.hpp"

namespace sluice::http {

CurlMulti::~CurlMulti() {
  if (multi_) curl_multi_cleanup(multi_);
}

bool CurlMulti::make() {
  multi_ = curl_multi_init();
  if (!multi_) return false;
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  return true;
}

bool CurlMulti::add(CURL* easy, User& user) {
  if (!multi_ && !make()) return false;
  curl_easy_setopt(easy, CURLOPT_PRIVATE, static_cast<void*>(&user));
  return curl_multi_add_handle(multi_, easy) == CURLM_OK;
}

void CurlMulti::remove(CURL* easy) { curl_multi_remove_handle(multi_, easy); }

void CurlMulti::drive(int64_t now) {
  if (timer_ms_ < 0 || timer_ms_ > now) return;
  timer_ms_ = -1;
  int running = 0;
  curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
  note_completed();
}

void CurlMulti::on_ready(const platform::PollSet::Ready& socket) {
  if (!multi_) return;
  const int what = (socket.readable ? CURL_CSELECT_IN : 0) |
                   (socket.writable ? CURL_CSELECT_OUT : 0) |
                   (socket.failed ? CURL_CSELECT_ERR : 0);
  int running = 0;
  curl_multi_socket_action(multi_, static_cast<curl_socket_t>(socket.handle), what, &running);
}

void CurlMulti::note_completed() {
  if (!multi_) return;
  int queued = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_, &queued)) {
    if (message->msg != CURLMSG_DONE) continue;
    char* user = nullptr;
    const CURLcode code = message->data.result;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &user);
    static_cast<User*>(static_cast<void*>(user))->complete(code);
  }
}

int CurlMulti::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
  const bool read = what == CURL_POLL_IN || what == CURL_POLL_INOUT;
  const bool write = what == CURL_POLL_OUT || what == CURL_POLL_INOUT;
  static_cast<CurlMulti*>(self)->sockets_.watch(static_cast<intptr_t>(socket), read, write);
  return 0;
}

int CurlMulti::on_timer(CURLM*, long timeout_ms, void* self) {
  // Mostly 0, immediately: that needs no clock.
  static_cast<CurlMulti*>(self)->timer_ms_ =
      timeout_ms <= 0 ? timeout_ms : platform::steady_ms() + timeout_ms;
  return 0;
}

}  // namespace sluice::http
