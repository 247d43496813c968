// One curl easy handle: what it sends, what it takes in, and when it last moved. Set up once for a
// session, then used for one request after the other; what stays the same is not set again. Driven
// by its lane, on the lane's thread.
#pragma once

#include <curl/curl.h>

#include <optional>
#include <string>

#include "http/curl_failure.hpp"
#include "http/transport.hpp"
#include "record/page_pool.hpp"

namespace sluice::http {

class CurlTransfer {
 public:
  // Headers of an answer together; more is refused. curl itself limits single lines only.
  static constexpr size_t kMaxHeaderBytes = size_t{256} * 1024;
  // Up to here a body leaves with the head of its request; curl's own bound for that.
  static constexpr size_t kMaxInlineBody = size_t{64} * 1024;

  explicit CurlTransfer(const SessionSettings& settings);
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  // The next request; the one before is forgotten. Not while the lane has the handle. The answer's
  // body takes its memory from `pages`, if not NULL.
  void begin(const Request& request, const SessionSettings& settings, record::PagePool* pages);
  CURL* easy() const { return easy_; }  // NULL: no memory
  const SessionSettings& settings() const { return *settings_; }
  uint64_t session() const { return session_; }

  // Called by the lane when curl is through with it.
  void complete(CURLcode code) { now_.code = code; }
  bool completed() const { return now_.code.has_value(); }
  // Bytes moved since the last call?
  bool take_activity() { return std::exchange(now_.active, false); }
  bool sent() const { return now_.sent; }
  bool answering() const { return now_.header_bytes > 0; }
  // Ends it for one of our limits; the outcome says so.
  void stop(Stopped why);
  // REQUIRES: completed(). The answer moves out.
  Outcome outcome();

 private:
  struct Progress {  // of the request under way
    const Request* request = nullptr;
    record::PagePool* pages = nullptr;
    std::optional<CURLcode> code;
    Stopped stopped = Stopped::kNo;
    Answer answer;
    size_t header_bytes = 0;
    size_t body_sent = 0;
    bool body_begun = false;
    bool sent = false;
    bool active = false;
  };

  bool has_told_length() const;
  bool answered_early() const;
  void set_up_target();
  void set_up_connection();
  void set_up_callbacks();
  void set_url();
  void set_method();
  void set_body();
  void set_headers();
  bool add_header(const std::string& line);

  size_t on_header(std::string_view line);
  size_t on_body(const char* bytes, size_t count);
  size_t on_send(char* into, size_t room);
  bool on_rewind();
  int on_leaving();
  void begin_body();

  static size_t header_callback(char* bytes, size_t size, size_t count, void* self);
  static size_t body_callback(char* bytes, size_t size, size_t count, void* self);
  static size_t send_callback(char* into, size_t size, size_t count, void* self);
  static int seek_callback(void* self, curl_off_t offset, int origin);
  static int before_request(void* self, char*, char*, int, int);

  const SessionSettings* settings_;
  const uint64_t session_;
  CURL* easy_;
  char detail_[CURL_ERROR_SIZE] = "";
  // What the handle holds of the request before.
  std::string url_, method_;
  CURLU* parts_ = nullptr;  // of url_; curl refers to it
  std::vector<Headers::Field> fields_;
  bool for_body_ = false;
  curl_slist* headers_ = nullptr;  // of both
  Progress now_;
};

}  // namespace sluice::http
