// A curl multi handle for one thread, whose sockets are in the transport's list and which is driven
// only while that thread begins or waits. Made when it is first needed. One thread at a time.
#pragma once

#include <curl/curl.h>

#include <cstdint>

#include "platform/poll_set.hpp"

namespace sluice::http {

class CurlMulti {
 public:
  // The user of a handle.
  class User {
   public:
    // curl has finished with the handle. It may be removed here, but not freed.
    virtual void complete(CURLcode code) = 0;

   protected:
    ~User() = default;
  };

  // `sockets` outlives it.
  explicit CurlMulti(platform::PollSet& sockets) : sockets_(sockets) {}
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;

  // False: no memory, or curl refuses it. `easy` and `user` live until it is removed.
  bool add(CURL* easy, User& user);
  void remove(CURL* easy);

  // Lets curl do work that needs no socket event. `now` may be 0: only work that is due at once.
  void drive(int64_t now);
  // When curl must be called without a socket event, in steady milliseconds; -1: not at all.
  int64_t due_ms() const { return timer_ms_; }
  // A socket is ready that may be one of curl's. Must be followed by note_completed().
  void on_ready(const platform::PollSet::Ready& socket);
  void note_completed();

 private:
  bool make();
  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*);
  static int on_timer(CURLM*, long timeout_ms, void* self);

  platform::PollSet& sockets_;
  CURLM* multi_ = nullptr;
  int64_t timer_ms_ = -1;
};

}  // namespace sluice::http
