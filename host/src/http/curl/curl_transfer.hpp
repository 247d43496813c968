// One curl easy handle: what it sends and receives, and when it last moved bytes. Set up once for a
// session, then used for one request after the other; unchanged options are not set again. Driven
// by its transport, on the transport's thread.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "http/carrier/transport.hpp"
#include "http/carrier/transport_failure.hpp"
#include "http/curl/curl_multi.hpp"
#include "http/curl/kept_sockets.hpp"
#include "http/policy/address_gate.hpp"
#include "record/page_pool.hpp"

namespace sluice::http {

class CurlTransfer;

// What the transfers of a transport share.
struct CurlShared {
  record::PagePool* pages = nullptr;       // memory for bodies; may be NULL
  std::vector<CurlTransfer*> under_way{};  // of the transport
  // Sessions whose server silently closes kept connections: a request that must not be repeated
  // is not sent over a kept one any more.
  std::set<uint64_t> closing{};
  KeptSockets kept{};
};

class CurlTransfer final : public CurlMulti::User {
 public:
  // A body up to this size is sent with the head of its request; curl's own bound for that.
  static constexpr size_t kMaxInlineBody = size_t{64} * 1024;

  explicit CurlTransfer(const SessionSettings& settings);
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  // The next request; the previous one is discarded. Not while the transport has the handle.
  // `shared` lives until the transport has released it.
  void begin(const Request& request, const SessionSettings& settings, CurlShared& shared);
  CURL* easy() const { return easy_; }  // NULL: no memory
  const SessionSettings& settings() const { return *settings_; }
  uint64_t session() const { return session_; }

  void complete(CURLcode code) override;
  bool completed() const { return now_.code.has_value(); }
  // Bytes moved since the last call?
  bool take_activity() { return std::exchange(now_.active, false); }
  bool sent() const { return now_.sent && !now_.refused; }
  // curl repeated a request by itself. A handle does so at most five times; a further request
  // would fail.
  bool worn() const { return worn_; }
  bool receiving() const { return now_.header_bytes > 0; }
  // Over HTTP/2: by its own framing the response is complete, even if curl does not report it.
  bool holds_response() const;
  // REQUIRES: holds_response(). Continues without waiting for curl.
  void take_response() { complete(CURLE_HTTP2_STREAM); }
  // Ends it because of one of our limits; the outcome says so.
  void stop(FailureKind why);
  // REQUIRES: completed(). The response moves out.
  Outcome outcome();

 private:
  struct Connection {
    std::string peer;
    int local_port = 0;
    bool operator==(const Connection&) const = default;
  };
  struct Progress {  // of the request under way
    const Request* request = nullptr;
    CurlShared* shared = nullptr;
    std::optional<CURLcode> code;
    FailureKind stopped = FailureKind::kNone;  // by us
    Response response;
    size_t header_bytes = 0;
    size_t body_sent = 0;
    bool head_whole = false;  // of the final response, or of an interim one
    bool body_begun = false;
    bool sent = false;
    bool refused = false;  // the request was not and will not be carried out
    bool active = false;
    Connection connection;
    uint32_t stream = 0;  // of HTTP/2; 0: not known
  };

  bool has_told_length() const;
  bool answered_early() const;
  int final_status() const;
  TransportFailure failure() const;
  Outcome failed(TransportFailure why);
  bool may_be_http2() const;
  void set_up_target();
  void set_up_connection();
  void set_up_callbacks();
  void set_url();
  void set_method();
  void set_body();
  void set_headers();
  void choose_connection();
  void note_closing();
  bool add_header(const std::string& line);

  size_t on_header(std::string_view line);
  size_t on_body(const char* bytes, size_t count);
  size_t on_send(char* into, size_t room);
  bool on_rewind();
  int on_leaving(const char* peer, int local_port);
  void on_remark(std::string_view remark);
  void refuse_behind(const CurlTransfer& told, uint32_t last_stream);
  void begin_body();

  static size_t header_callback(char* bytes, size_t size, size_t count, void* self);
  static size_t body_callback(char* bytes, size_t size, size_t count, void* self);
  static size_t send_callback(char* into, size_t size, size_t count, void* self);
  static int seek_callback(void* self, curl_off_t offset, int origin);
  static int before_request(void* self, char* peer, char*, int, int local_port);
  static int debug_callback(CURL*, curl_infotype what, char* text, size_t size, void* self);

  const SessionSettings* settings_;
  const uint64_t session_;
  CURL* easy_;
  AddressGate gate_;
  char detail_[CURL_ERROR_SIZE] = "";
  // What the handle holds from the previous request.
  std::string url_, method_;
  CURLU* parts_ = nullptr;  // of url_; curl refers to it
  std::vector<Headers::Field> fields_;
  curl_slist* headers_ = nullptr;  // of fields_
  bool worn_ = false;
  bool spoke_http2_ = true;  // the last response; before the first, assumed
  Progress now_;
};

}  // namespace sluice::http
