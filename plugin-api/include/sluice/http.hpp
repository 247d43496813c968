// HTTP for component authors: requests through a client of the configuration (ClientRef) or, for
// those who write a client, through a session of their own (HttpSession). Owns the exchange.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sluice/abi.h"
#include "sluice/batch.hpp"
#include "sluice/ext/http.h"
#include "sluice/result.hpp"

namespace sluice {

// Whether an HTTP status leaves open if the request was carried out: every 5xx except 501 and 505,
// which refuse it, and 503, which says that it was not accepted. After such a response the host
// repeats only what SLUICE_HTTP_REQUEST_SAFE or the method allows. Pure function.
constexpr bool leaves_open(int32_t status) {
  return status >= 500 && status <= 599 && status != 501 && status != 503 && status != 505;
}

// What to request. All text is borrowed until `start` returns.
struct Request {
  std::string_view method = "GET";
  std::vector<sluice_slice> segments;  // decoded; the host encodes and checks each
  std::vector<sluice_pair> query;      // decoded
  std::vector<sluice_pair> headers;
  std::string_view content_type;
  std::string_view body;
  uint32_t flags = 0;  // SLUICE_HTTP_REQUEST_SAFE and others

  sluice_http_request abi() const {
    return {sizeof(sluice_http_request),
            flags,
            slice(method),
            segments.data(),
            segments.size(),
            query.data(),
            query.size(),
            headers.data(),
            headers.size(),
            slice(content_type),
            slice(body)};
  }
};

// A request on its way; released with this object.
class Exchange {
 public:
  Exchange() = default;
  Exchange(const sluice_http* http, sluice_http_exchange* exchange)
      : http_(http), exchange_(exchange) {}
  Exchange(Exchange&& other) noexcept
      : http_(other.http_), exchange_(std::exchange(other.exchange_, nullptr)) {}
  Exchange& operator=(Exchange&& other) noexcept {
    std::swap(http_, other.http_);
    std::swap(exchange_, other.exchange_);
    return *this;
  }
  ~Exchange() { reset(); }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  explicit operator bool() const { return exchange_ != nullptr; }
  sluice_http_exchange* abi() const { return exchange_; }
  void reset() {
    if (exchange_) http_->release(std::exchange(exchange_, nullptr));
  }

 private:
  const sluice_http* http_ = nullptr;
  sluice_http_exchange* exchange_ = nullptr;
};

// The response; its text lives as long as the exchange.
class Response {
 public:
  Response() { abi_.struct_size = sizeof abi_; }
  explicit Response(const sluice_http_response& abi) : abi_(abi) {}
  int32_t status() const { return abi_.status; }
  std::string_view body() const { return view(abi_.body); }
  size_t body_size() const { return abi_.body_size; }
  std::string_view header(std::string_view name) const {
    return abi_.header ? view(abi_.header(&abi_, slice(name))) : std::string_view();
  }
  // How long the response asks the client to wait before the next request; 0: not at all.
  uint32_t retry_after_ms() const { return abi_.retry_after_ms; }
  // The call failed after the request may have been carried out.
  bool lost() const { return (abi_.flags & SLUICE_HTTP_RESPONSE_LOST) != 0; }
  uint32_t attempts() const { return abi_.attempts; }  // how often the request was sent
  // status() is the response's, but its body is not available. For a 2xx, `finish` failed: the
  // write was done, and a caller that needs nothing from the body counts it as done.
  bool unreadable() const { return (abi_.flags & SLUICE_HTTP_RESPONSE_UNREADABLE) != 0; }
  sluice_http_response* abi() { return &abi_; }

 private:
  sluice_http_response abi_{};
};

// A session of the host's HTTP service: settings, limits, retry, budget and request log of one
// client. For authors of clients.
class HttpSession {
 public:
  HttpSession() = default;
  // `config`: the component's own configuration, Context::config_text(). `overlay`: what the
  // component adds or fixes, a JSON object, or empty. See sluice_http.open. [main]
  static Result<HttpSession> open(const sluice_host* host, std::string_view config,
                                  std::string_view overlay = {}) {
    auto* http = static_cast<const sluice_http*>(host->get_extension(host, SLUICE_EXT_HTTP));
    if (!http) return Status(SLUICE_E_UNSUPPORTED, "the host offers no sluice.http/1");
    HttpSession out;
    out.http_ = http;
    sluice_error error{};
    error.struct_size = sizeof error;
    if (auto code = http->open(host, slice(config), slice(overlay), &out.session_, &error))
      return Status::from(error, code);
    return out;
  }
  HttpSession(HttpSession&& other) noexcept
      : http_(other.http_), session_(std::exchange(other.session_, nullptr)) {}
  HttpSession& operator=(HttpSession&& other) noexcept {
    std::swap(http_, other.http_);
    std::swap(session_, other.session_);
    return *this;
  }
  ~HttpSession() {
    if (session_) http_->close(session_);
  }
  HttpSession(const HttpSession&) = delete;
  HttpSession& operator=(const HttpSession&) = delete;

  const sluice_http* http() const { return http_; }
  // From now on requests carry the value of `authorizer`; it and `self` outlive the session. [main]
  void authorize(const sluice_http_authorizer& authorizer, void* self) const {
    http_->authorize(session_, &authorizer, self);
  }
  // Sends; does not wait. [any]
  Status start(const sluice_http_request& request, sluice_http_exchange** out) const {
    sluice_error error{};
    error.struct_size = sizeof error;
    return Status::from(error, http_->start(session_, &request, out, &error));
  }
  // Waits; see sluice_http.finish. [lane]
  Status finish(sluice_http_exchange* exchange, sluice_batch* into, sluice_http_response* out,
                const sluice_cancel* cancel) const {
    sluice_error error{};
    error.struct_size = sizeof error;
    return Status::from(error, http_->finish(exchange, into, out, cancel, &error));
  }

 private:
  const sluice_http* http_ = nullptr;
  sluice_http_session* session_ = nullptr;
};

// The client of a component's `client` setting. Copied freely; the host owns the client, which
// outlives its users.
class ClientRef {
 public:
  ClientRef() = default;
  ClientRef(const sluice_component* component, const sluice_http* http)
      : component_(component), http_(http) {
    if (component_)
      table_ = static_cast<const sluice_client*>(
          component_->get_interface(component_->self, SLUICE_CLIENT));
  }

  explicit operator bool() const { return table_ != nullptr; }
  std::string_view id() const { return view(component_->id); }              // "lightspeedhq.client"
  std::string_view instance() const { return view(component_->instance); }  // "clients.shop"

  // A further table of the client by its id, or NULL; its functions take self(). [any]
  template <class Table>
  const Table* table(const char* id) const {
    if (!component_) return nullptr;
    return static_cast<const Table*>(component_->get_interface(component_->self, id));
  }
  void* self() const { return component_ ? component_->self : nullptr; }

  // What cursors read through this client belong to. [any]
  Result<std::string> identity() const;
  // Sends the request with the client's address and credentials; does not wait. [any]
  Result<Exchange> start(const Request& request) const {
    sluice_error error{};
    error.struct_size = sizeof error;
    sluice_http_exchange* out = nullptr;
    auto abi = request.abi();
    if (auto code = table_->start(component_->self, &abi, &out, &error))
      return Status::from(error, code);
    return Exchange(http_, out);
  }
  // Waits for the response. With `into` the body becomes that batch's page. An error response
  // is a failing status here; `response` is filled in either case. [lane]
  Status finish(const Exchange& exchange, sluice_batch* into, Response& response,
                const Cancel& cancel) const {
    sluice_error error{};
    error.struct_size = sizeof error;
    Status out = Status::from(error, table_->finish(component_->self, exchange.abi(), into,
                                                    response.abi(), cancel.abi(), &error));
    if (!out && !out.attempts()) out.with_attempts(response.attempts());
    return out;
  }
  // Waits until finish() of one of several exchanges has no response to wait for; its index.
  // REQUIRES: count > 0 [lane]
  Result<size_t> wait_any(sluice_http_exchange* const* exchanges, size_t count,
                          const Cancel& cancel) const {
    size_t index = 0;
    sluice_error error{};
    error.struct_size = sizeof error;
    if (auto code = http_->wait_any(exchanges, count, cancel.abi(), &index, &error))
      return Status::from(error, code);
    return index;
  }

 private:
  const sluice_component* component_ = nullptr;
  const sluice_http* http_ = nullptr;
  const sluice_client* table_ = nullptr;
};

namespace detail {
// A sluice_text that collects into a string; further puts replace it.
struct StringText {
  sluice_text abi{sizeof(sluice_text), &StringText::put, nullptr};
  std::string value;
  StringText() { abi.host_data = this; }
  static void put(sluice_text* text, sluice_slice s) {
    static_cast<StringText*>(text->host_data)->value.assign(s.data ? s.data : "", s.size);
  }
};
}  // namespace detail

inline Result<std::string> ClientRef::identity() const {
  detail::StringText text;
  sluice_error error{};
  error.struct_size = sizeof error;
  if (auto code = table_->identity(component_->self, &text.abi, &error))
    return Status::from(error, code);
  return std::move(text.value);
}

}  // namespace sluice
