#include "http/curl_transfer.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace sluice::http {
namespace {

CurlTransfer& self_of(void* self) { return *static_cast<CurlTransfer*>(self); }

// "HTTP/1.1 200 OK" or "HTTP/2 200".
bool is_status_line(std::string_view line) { return line.substr(0, 5) == "HTTP/"; }

std::string_view trimmed(std::string_view text) {
  size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

CurlTransfer::CurlTransfer(const Request& request, const SessionSettings& settings,
                           record::PageBuffer body)
    : request_(request), settings_(settings), easy_(curl_easy_init()) {
  answer_.body = std::move(body);
  if (easy_) set_up();
}

CurlTransfer::~CurlTransfer() {
  if (easy_) curl_easy_cleanup(easy_);
  curl_slist_free_all(headers_);
}

void CurlTransfer::set_up() {
  set_up_target();
  set_up_connection();
  set_up_callbacks();
  set_up_method();
  set_up_headers();
}

void CurlTransfer::set_up_target() {
  curl_easy_setopt(easy_, CURLOPT_URL, request_.url.c_str());
  curl_easy_setopt(easy_, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy_, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(easy_, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(
      easy_, CURLOPT_HTTP_VERSION,
      static_cast<long>(settings_.http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
}

void CurlTransfer::set_up_connection() {
  const Timeouts& t = settings_.timeouts;
  // 0 is curl's default of 300 s, not "none". The other time-outs are the lane's.
  long connect = t.connect ? static_cast<long>(t.connect) : 24L * 3600 * 1000;
  curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS, connect);
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy_, CURLOPT_TCP_KEEPALIVE, 1L);
  if (settings_.http2) curl_easy_setopt(easy_, CURLOPT_PIPEWAIT, 1L);
  if (settings_.proxy) curl_easy_setopt(easy_, CURLOPT_PROXY, settings_.proxy->c_str());
  curl_easy_setopt(easy_, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (!settings_.ca_file.empty())
    curl_easy_setopt(easy_, CURLOPT_CAINFO, settings_.ca_file.c_str());
  curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYPEER, settings_.verify_tls ? 1L : 0L);
  curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYHOST, settings_.verify_tls ? 2L : 0L);
}

void CurlTransfer::set_up_callbacks() {
  curl_easy_setopt(easy_, CURLOPT_PRIVATE, this);
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, detail_);
  curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, header_callback);
  curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, body_callback);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy_, CURLOPT_BUFFERSIZE, 256L * 1024);
  curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, before_request);
  curl_easy_setopt(easy_, CURLOPT_PREREQDATA, this);
}

void CurlTransfer::set_up_method() {
  const std::string& method = request_.method;
  bool has_body = !request_.body.empty();
  if (has_body || method == "POST" || method == "PUT" || method == "PATCH") {
    curl_easy_setopt(easy_, CURLOPT_POST, 1L);
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request_.body.size()));
    curl_easy_setopt(easy_, CURLOPT_READFUNCTION, send_callback);
    curl_easy_setopt(easy_, CURLOPT_READDATA, this);
    curl_easy_setopt(easy_, CURLOPT_SEEKFUNCTION, seek_callback);
    curl_easy_setopt(easy_, CURLOPT_SEEKDATA, this);
  } else if (method == "HEAD") {
    curl_easy_setopt(easy_, CURLOPT_NOBODY, 1L);
  }
  curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, method.c_str());
  // When a kept connection turns out to be dead, curl sends a request again by itself. It cannot
  // for a body that refuses to rewind; one without a body gets a connection of its own.
  if (!request_.repeatable && !has_body) curl_easy_setopt(easy_, CURLOPT_FRESH_CONNECT, 1L);
}

bool CurlTransfer::add_header(const std::string& line) {
  curl_slist* longer = curl_slist_append(headers_, line.c_str());
  if (longer) headers_ = longer;
  return longer;
}

void CurlTransfer::set_up_headers() {
  bool added = add_header("Expect:");
  // curl would call every body a form.
  if (!request_.headers.find("Content-Type")) added = added && add_header("Content-Type:");
  for (const auto& [name, value] : request_.headers.fields())
    added = added && add_header(value.empty() ? name + ";" : name + ": " + value);
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_);
  if (!added) complete(CURLE_OUT_OF_MEMORY);
}

void CurlTransfer::stop(Stopped why) {
  stopped_ = why;
  complete(CURLE_ABORTED_BY_CALLBACK);
}

Outcome CurlTransfer::outcome() {
  if (*code_ != CURLE_OK || stopped_ != Stopped::kNo)
    return describe({*code_, stopped_, sent_, detail_}, settings_);
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  answer_.status = static_cast<int>(status);
  if (!answer_.body.seal()) return describe({CURLE_OUT_OF_MEMORY, {}, sent_, ""}, settings_);
  Outcome out;
  out.answer = std::move(answer_);
  return out;
}

size_t CurlTransfer::on_header(std::string_view line) {
  active_ = true;
  header_bytes_ += line.size();
  if (header_bytes_ > kMaxHeaderBytes) return stopped_ = Stopped::kHeadersTooBig, 0;
  // A status line starts over: what came before belonged to a "100 Continue".
  if (is_status_line(line)) answer_.headers.clear();
  size_t colon = line.find(':');
  // Behind the body there are only trailers, which must not pass for headers.
  if (!body_begun_ && colon != line.npos && !is_status_line(line))
    answer_.headers.add(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  return line.size();
}

// Only a hint: a lying length must not make us allocate.
void CurlTransfer::reserve_body() {
  auto length = answer_.headers.find("Content-Length");
  size_t bytes = 0;
  if (!length || answer_.headers.find("Content-Encoding")) return;
  std::from_chars(length->data(), length->data() + length->size(), bytes);
  // A failed reserve shows when the bytes themselves come.
  if (bytes <= 16 * 1024 * 1024 && answer_.body.reserve(std::min(bytes, answer_.body.limit())))
    return;
}

size_t CurlTransfer::on_body(const char* bytes, size_t count) {
  active_ = true;
  if (!body_begun_) reserve_body();
  body_begun_ = true;
  if (answer_.body.append(bytes, count)) return count;
  bool too_big = answer_.body.size() + count > answer_.body.limit();
  stopped_ = too_big ? Stopped::kBodyTooBig : Stopped::kNoMemory;
  return 0;
}

size_t CurlTransfer::on_send(char* into, size_t room) {
  active_ = true;
  size_t count = std::min(room, request_.body.size() - body_sent_);
  std::memcpy(into, request_.body.data() + body_sent_, count);
  body_sent_ += count;
  return count;
}

bool CurlTransfer::on_rewind() {
  if (!request_.repeatable) return false;
  body_sent_ = 0;
  return true;
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

int CurlTransfer::before_request(void* self, char*, char*, int, int) {
  self_of(self).sent_ = true;
  self_of(self).active_ = true;
  return CURL_PREREQFUNC_OK;
}

}  // namespace sluice::http
