#include "http/curl/curl_transfer.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "http/carrier/response_body.hpp"
#include "http/curl/curl_failure.hpp"
#include "http/curl/curl_options.hpp"
#include "http/curl/curl_verbose.hpp"
#include "http/text/headers.hpp"

namespace sluice::http {
namespace {

// How much curl reads at once.
constexpr long kSmallBuffer = 16L * 1024;
constexpr long kLargeBuffer = 256L * 1024;

CurlTransfer& self_of(void* self) { return *static_cast<CurlTransfer*>(self); }

// "HTTP/1.1 200 OK" or "HTTP/2 200".
bool is_status_line(std::string_view line) { return line.substr(0, 5) == "HTTP/"; }

}  // namespace

CurlTransfer::CurlTransfer(const SessionSettings& settings)
    : settings_(&settings), session_(settings.number), easy_(curl_easy_init()) {
  if (!easy_) return;
  set_up_target();
  set_up_connection();
  set_up_callbacks();
}

CurlTransfer::~CurlTransfer() {
  if (easy_) curl_easy_cleanup(easy_);
  curl_slist_free_all(headers_);
  if (parts_) curl_url_cleanup(parts_);
}

void CurlTransfer::begin(const Request& request, const SessionSettings& settings,
                         CurlShared& shared) {
  settings_ = &settings;
  now_ = Progress();
  now_.request = &request;
  now_.shared = &shared;
  now_.response.body = record::PageBuffer(static_cast<size_t>(settings.max_body_bytes));
  *detail_ = 0;
  gate_.reset();
  if (!easy_) return complete(CURLE_OUT_OF_MEMORY);
  if (may_be_http2()) curl_easy_setopt(easy_, CURLOPT_VERBOSE, 0L);
  set_url();
  set_method();
  set_headers();
  choose_connection();
}

void CurlTransfer::complete(CURLcode code) {
  now_.code = code;
  if (code == CURLE_OK) now_.shared->kept.note(easy_);
}

void CurlTransfer::choose_connection() {
  const bool learned = !now_.request->repeatable && now_.shared->closing.count(session_);
  // A kept connection may belong to another session, which may connect anywhere.
  const bool anew = learned || settings_->public_only;
  curl_easy_setopt(easy_, CURLOPT_FRESH_CONNECT, anew ? 1L : 0L);
  curl_easy_setopt(easy_, CURLOPT_FORBID_REUSE, anew ? 1L : 0L);
}

// A kept connection was closed under a request, without a byte of a response.
void CurlTransfer::note_closing() {
  long made = 1;
  curl_easy_getinfo(easy_, CURLINFO_NUM_CONNECTS, &made);
  if (sent() && !receiving() && !made) now_.shared->closing.insert(session_);
}

bool CurlTransfer::may_be_http2() const {
  return settings_->http2 && settings_->base.origin.scheme == "https";
}

void CurlTransfer::set_up_target() {
  curl_easy_setopt(easy_, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy_, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(
      easy_, CURLOPT_HTTP_VERSION,
      static_cast<long>(settings_->http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
}

void CurlTransfer::set_up_connection() {
  const SessionSettings& s = *settings_;
  set_connecting_options(easy_, s, gate_);  // the other timeouts are the transport's
  // Over TLS the handshake says whether a connection takes several requests, so the others wait
  // for that. Without TLS only a response would say, and a slow one would delay them all.
  if (may_be_http2()) curl_easy_setopt(easy_, CURLOPT_PIPEWAIT, 1L);
  if (s.proxy) curl_easy_setopt(easy_, CURLOPT_PROXY, s.proxy->c_str());
  curl_easy_setopt(easy_, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (!s.ca_file.empty()) curl_easy_setopt(easy_, CURLOPT_CAINFO, s.ca_file.c_str());
  curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYPEER, s.verify_tls ? 1L : 0L);
  curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYHOST, s.verify_tls ? 2L : 0L);
}

void CurlTransfer::set_up_callbacks() {
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, detail_);
  curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, header_callback);
  curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, body_callback);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, before_request);
  curl_easy_setopt(easy_, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(easy_, CURLOPT_DEBUGFUNCTION, debug_callback);
  curl_easy_setopt(easy_, CURLOPT_DEBUGDATA, this);
  curl_easy_setopt(easy_, CURLOPT_READFUNCTION, send_callback);
  curl_easy_setopt(easy_, CURLOPT_READDATA, this);
  curl_easy_setopt(easy_, CURLOPT_SEEKFUNCTION, seek_callback);
  curl_easy_setopt(easy_, CURLOPT_SEEKDATA, this);
}

// Parsed here: given text, curl would parse and reassemble the same URL for every request.
void CurlTransfer::set_url() {
  if (url_ == now_.request->url) return;
  url_.clear();
  if (!parts_) parts_ = curl_url();
  if (!parts_) return complete(CURLE_OUT_OF_MEMORY);
  switch (curl_url_set(parts_, CURLUPART_URL, now_.request->url.c_str(), CURLU_PATH_AS_IS)) {
    case CURLUE_OK:
      break;
    case CURLUE_OUT_OF_MEMORY:
      return complete(CURLE_OUT_OF_MEMORY);
    default:
      return complete(CURLE_URL_MALFORMAT);
  }
  url_ = now_.request->url;
  curl_easy_setopt(easy_, CURLOPT_CURLU, parts_);
}

void CurlTransfer::set_method() {
  const std::string& method = now_.request->method;
  const bool has_body = !now_.request->body.empty();
  // curl allocates the memory for each request, and the response to a body is rarely large.
  curl_easy_setopt(easy_, CURLOPT_BUFFERSIZE, has_body ? kSmallBuffer : kLargeBuffer);
  if (tells_length(*now_.request)) {
    set_body();
  } else if (method == "HEAD") {
    curl_easy_setopt(easy_, CURLOPT_NOBODY, 1L);
  } else {
    curl_easy_setopt(easy_, CURLOPT_HTTPGET, 1L);
  }
  if (method_ == method) return;
  method_ = method;
  curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, method_.c_str());
}

// A large body is read piece by piece, to count the pieces as activity.
void CurlTransfer::set_body() {
  const std::string_view body = now_.request->body;
  curl_easy_setopt(easy_, CURLOPT_POST, 1L);
  curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  const char* at = body.empty() ? "" : body.data();
  curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, body.size() <= kMaxInlineBody ? at : nullptr);
}

bool CurlTransfer::add_header(const std::string& line) {
  curl_slist* longer = curl_slist_append(headers_, line.c_str());
  if (longer) headers_ = longer;
  return longer;
}

void CurlTransfer::set_headers() {
  const Headers& headers = now_.request->headers;
  if (headers_ && fields_ == headers.fields()) return;
  curl_slist_free_all(std::exchange(headers_, nullptr));
  fields_ = headers.fields();
  bool added = add_header("Expect:");
  // A header of ours: compressed bodies stay compressed, and are unpacked as over the other
  // carrier.
  added = added && add_header("Accept-Encoding: gzip");
  // curl would send every body as a form.
  if (!headers.find("Content-Type")) added = added && add_header("Content-Type:");
  for (const auto& [name, value] : fields_)
    added = added && add_header(value.empty() ? name + ";" : name + ": " + value);
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_);
  if (added) return;
  fields_.clear();
  complete(CURLE_OUT_OF_MEMORY);
}

void CurlTransfer::stop(FailureKind why) {
  now_.stopped = why;
  complete(CURLE_ABORTED_BY_CALLBACK);
}

// All bytes announced by Content-Length have come; false if there is no such header.
bool CurlTransfer::has_told_length() const {
  const Headers& headers = now_.response.headers;
  const auto length = headers.find("Content-Length");
  return length && *length == std::to_string(now_.response.body.size());
}

bool CurlTransfer::holds_response() const {
  return receiving() && may_be_http2() && spoke_http2_ && has_told_length();
}

// An HTTP/2 server may respond and close the stream before it has the whole body. curl then fails
// to send the rest, without a message of its own, unlike with an incomplete response; or, if
// the connection ends as well, in one of several other ways.
bool CurlTransfer::answered_early() const {
  return holds_response() || (receiving() && *now_.code == CURLE_HTTP2_STREAM && !*detail_);
}

TransportFailure CurlTransfer::failure() const {
  if (now_.stopped != FailureKind::kNone) return {now_.stopped};
  if (*now_.code == CURLE_OK || answered_early()) return {};
  // curl's error for a header beyond its own limit.
  if (*now_.code == CURLE_OUT_OF_MEMORY && receiving()) return {FailureKind::kHeadersTooBig};
  return failure_of(*now_.code, detail_, gate_);
}

Outcome CurlTransfer::outcome() {
  TransportFailure why = failure();
  if (why.kind != FailureKind::kNone) return failed(std::move(why));
  if (!complete_body(now_.response, now_.shared->pages, why)) return failed(std::move(why));
  now_.response.status = final_status();
  Outcome out;
  out.response = std::move(now_.response);
  return out;
}

int CurlTransfer::final_status() const {
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

// With the status, if there was one: the head was complete, or is too long.
Outcome CurlTransfer::failed(TransportFailure why) {
  if (now_.stopped == FailureKind::kNone) note_closing();
  const bool answered = now_.head_whole || why.kind == FailureKind::kHeadersTooBig;
  const int status = answered ? final_status() : 0;
  if (status >= 200) why.status = status;
  why.sent = sent();
  Outcome out = describe(why, *settings_);
  if (why.status) out.response.headers = std::move(now_.response.headers);
  return out;
}

size_t CurlTransfer::on_header(std::string_view line) {
  now_.active = true;
  now_.header_bytes += line.size();
  // curl itself limits single lines only.
  if (now_.header_bytes > kMaxHeaderBytes) return now_.stopped = FailureKind::kHeadersTooBig, 0;
  Headers& headers = now_.response.headers;
  // A status line starts a new head: the one before belonged to a "100 Continue".
  if (is_status_line(line)) {
    headers.clear();
    now_.head_whole = false;
    spoke_http2_ = line.substr(0, 6) == "HTTP/2";
  }
  if (line == "\r\n" || line == "\n") now_.head_whole = true;
  size_t colon = line.find(':');
  // After the body there are only trailers, which must not be treated as headers.
  if (!now_.body_begun && colon != line.npos && !is_status_line(line))
    headers.add(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  return line.size();
}

// The length is only a hint: a false one must not make us allocate.
void CurlTransfer::begin_body() {
  now_.body_begun = true;
  record::PageBuffer& body = now_.response.body;
  if (now_.shared->pages) body = now_.shared->pages->take(body.limit());
  auto length = now_.response.headers.find("Content-Length");
  size_t bytes = 0;
  if (!length) return;
  std::from_chars(length->data(), length->data() + length->size(), bytes);
  // A failed reserve is detected when the bytes arrive.
  if (bytes <= kMostReserved && body.reserve(std::min(bytes, body.limit()))) return;
}

size_t CurlTransfer::on_body(const char* bytes, size_t count) {
  now_.active = true;
  if (!now_.body_begun) begin_body();
  record::PageBuffer& body = now_.response.body;
  if (body.append(bytes, count)) return count;
  bool too_big = body.size() + count > body.limit();
  now_.stopped = too_big ? FailureKind::kBodyTooBig : FailureKind::kNoMemoryForBody;
  return 0;
}

size_t CurlTransfer::on_send(char* into, size_t room) {
  now_.active = true;
  const std::string_view body = now_.request->body;
  size_t count = std::min(room, body.size() - now_.body_sent);
  std::memcpy(into, body.data() + now_.body_sent, count);
  now_.body_sent += count;
  return count;
}

bool CurlTransfer::on_rewind() {
  if (sent() && !now_.request->repeatable) return false;
  now_.body_sent = 0;
  return true;
}

// When a kept connection turns out to be dead, curl sends the request again by itself. It may have
// been carried out the first time, unless the server said that it was not.
int CurlTransfer::on_leaving(const char* peer, int local_port) {
  now_.active = true;
  if (now_.shared->kept.end_if_unread(local_port)) {
    worn_ = true;
    return CURL_PREREQFUNC_OK;
  }
  if (sent()) now_.shared->closing.insert(session_);
  if (sent() && !now_.request->repeatable) {
    now_.stopped = FailureKind::kNoResponse;
    return CURL_PREREQFUNC_ABORT;
  }
  worn_ = worn_ || now_.sent;
  now_.sent = true;
  now_.refused = false;
  now_.stream = 0;
  if (!may_be_http2() || !spoke_http2_) return CURL_PREREQFUNC_OK;
  now_.connection = {peer ? peer : "", local_port};
  // Enabled only from here on, as each message costs.
  curl_easy_setopt(easy_, CURLOPT_VERBOSE, 1L);
  return CURL_PREREQFUNC_OK;
}

void CurlTransfer::on_remark(std::string_view remark) {
  if (auto stream = opened_stream(remark)) now_.stream = *stream;
  const auto last = last_stream_taken(remark);
  if (!last) return;
  for (CurlTransfer* one : now_.shared->under_way) one->refuse_behind(*this, *last);
}

// `told` received the end of its connection.
void CurlTransfer::refuse_behind(const CurlTransfer& told, uint32_t last_stream) {
  if (session_ != told.session_ || now_.connection != told.now_.connection) return;
  if (now_.stream > last_stream) now_.refused = true;
}

size_t CurlTransfer::header_callback(char* bytes, size_t size, size_t count, void* self) {
  return self_of(self).on_header({bytes, size * count});
}

size_t CurlTransfer::body_callback(char* bytes, size_t size, size_t count, void* self) {
  return self_of(self).on_body(bytes, size * count);
}

size_t CurlTransfer::send_callback(char* into, size_t size, size_t count, void* self) {
  return self_of(self).on_send(into, size * count);
}

int CurlTransfer::seek_callback(void* self, curl_off_t offset, int origin) {
  bool to_start = offset == 0 && origin == SEEK_SET;
  return to_start && self_of(self).on_rewind() ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
}

int CurlTransfer::before_request(void* self, char* peer, char*, int, int local_port) {
  return self_of(self).on_leaving(peer, local_port);
}

int CurlTransfer::debug_callback(CURL*, curl_infotype what, char* text, size_t size, void* self) {
  if (what == CURLINFO_TEXT) self_of(self).on_remark({text, size});
  return 0;
}

}  // namespace sluice::http
