// One curl easy handle, set up for one request: what it sends, what it takes in, and when it last
// moved. Driven by its lane, on the lane's thread.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <optional>

#include "http/curl_failure.hpp"
#include "http/transport.hpp"

namespace sluice::http {

class CurlTransfer {
 public:
  // Headers of an answer together; more is refused. curl itself limits single lines only.
  static constexpr size_t kMaxHeaderBytes = 256 * 1024;

  // `body` is empty and takes the answer's; its limit is the settings'.
  CurlTransfer(const Request& request, const SessionSettings& settings, record::PageBuffer body);
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  CURL* easy() const { return easy_; }  // NULL: no memory
  const SessionSettings& settings() const { return settings_; }

  // Called by the lane when curl is through with it.
  void complete(CURLcode code) { code_ = code; }
  bool completed() const { return code_.has_value(); }
  // Times are Clock-independent steady milliseconds (see Lane). Bytes moved since the last call?
  bool take_activity() { return std::exchange(active_, false); }
  bool sent() const { return sent_; }
  bool answering() const { return header_bytes_ > 0; }
  // Ends it for one of our limits; the outcome says so.
  void stop(Stopped why);
  // REQUIRES: completed(). The answer moves out.
  Outcome outcome();

 private:
  void set_up();
  void set_up_target();
  void set_up_connection();
  void set_up_callbacks();
  void set_up_method();
  void set_up_headers();
  bool add_header(const std::string& line);

  size_t on_header(std::string_view line);
  size_t on_body(const char* bytes, size_t count);
  size_t on_send(char* into, size_t room);
  bool on_rewind();
  void reserve_body();

  static size_t header_callback(char* bytes, size_t size, size_t count, void* self);
  static size_t body_callback(char* bytes, size_t size, size_t count, void* self);
  static size_t send_callback(char* into, size_t size, size_t count, void* self);
  static int seek_callback(void* self, curl_off_t offset, int origin);
  static int before_request(void* self, char*, char*, int, int);

  const Request& request_;
  const SessionSettings& settings_;
  CURL* easy_;
  curl_slist* headers_ = nullptr;
  char detail_[CURL_ERROR_SIZE] = "";
  std::optional<CURLcode> code_;
  Stopped stopped_ = Stopped::kNo;
  Answer answer_;
  size_t header_bytes_ = 0;
  size_t body_sent_ = 0;
  bool body_begun_ = false;
  bool sent_ = false;
  bool active_ = false;
};

}  // namespace sluice::http
