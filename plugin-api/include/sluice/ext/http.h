/* sluice/ext/http.h: requests to remote systems. Connections, TLS, proxy, timeouts,
 * compression, request log, retry and rate budget are the host's work. C11 and C++20.
 * Conventions are those of abi.h. */
#ifndef SLUICE_EXT_HTTP_H
#define SLUICE_EXT_HTTP_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_HTTP "sluice.http/1"

/* Flags of a request. */
enum {
  /* It may be repeated after a lost response; GET and HEAD always may. */
  SLUICE_HTTP_REQUEST_SAFE = 1,
  /* The body stays where it is until the exchange is released, so the host need not copy it. */
  SLUICE_HTTP_REQUEST_BORROWED = 2,
  /* Segments may hold slashes, which are sent as %2F: for servers that do not treat that as a slash
   * of the path. Dot segments between them are still refused. */
  SLUICE_HTTP_REQUEST_SLASHES = 4,
  /* The path ends in a slash, after the last segment. */
  SLUICE_HTTP_REQUEST_END_SLASH = 8
};

/* A request relative to the session's base URI. Borrowed for the call to `start`. */
typedef struct sluice_http_request {
  uint32_t struct_size;
  uint32_t flags;
  sluice_slice method;          /* "GET" */
  const sluice_slice* segments; /* path segments, decoded; the host encodes each (RFC 3986 */
  size_t segment_count;         /* 3.3) and refuses empty, dot, slash and control text     */
  const sluice_pair* query;     /* decoded; the host encodes */
  size_t query_count;
  const sluice_pair* headers; /* added to the session's; CR and LF are refused */
  size_t header_count;
  sluice_slice content_type; /* empty: no body type is sent */
  sluice_slice body;         /* copied, unless SLUICE_HTTP_REQUEST_BORROWED */
} sluice_http_request;

/* Flags of a response. */
enum {
  /* finish failed after the request may have been carried out, and did not repeat it: what to do
   * with a POST is the caller's decision. */
  SLUICE_HTTP_RESPONSE_LOST = 1,
  /* `status` is the response's, but its body is not available: it could not be unpacked, is too
   * large, ended early, or the headers are too long. A 2xx: finish fails with the reason and sets
   * LOST, too; a caller that wants no body may go by the status. Any other status: finish is OK,
   * the body is empty. */
  SLUICE_HTTP_RESPONSE_UNREADABLE = 2
};

typedef struct sluice_http_response {
  uint32_t struct_size;
  int32_t status;    /* 0: none came */
  sluice_slice body; /* valid until release; empty when it was moved into a batch */
  size_t body_size;
  /* [lane] Valid until release. A header that came several times: its values, with ", " between
   * them (RFC 9110 5.3). */
  sluice_slice (*header)(const struct sluice_http_response*, sluice_slice name);
  void* host_data;
  uint32_t flags; /* SLUICE_HTTP_RESPONSE_; also set when finish fails */
  /* How long the response asks the client to wait before the next request: Retry-After (seconds,
   * also with a fraction, or a date), its body's member of that name, or of a 429 the end of the
   * rate window; 0: it asks for nothing. */
  uint32_t retry_after_ms;
  uint32_t attempts; /* how often it was sent; also set when finish fails */
  uint32_t reserved;
} sluice_http_response;

typedef struct sluice_http_session sluice_http_session;   /* one client's settings and limits */
typedef struct sluice_http_exchange sluice_http_exchange; /* one request under way */

/* Where a session's Authorization header comes from if it changes while the session is open. */
typedef struct sluice_http_authorizer {
  uint32_t struct_size;
  /* [any] Puts the header's value ("Bearer ..."). With `may_wait` 0, from within `start`, it does
   * no I/O and returns E_UNAVAILABLE if it would have to; the request is then sent in `finish`.
   * Another failure is that of the request. */
  sluice_status (*value)(void* self, int32_t may_wait, sluice_text* out, const sluice_cancel*,
                         sluice_error*);
  /* [any] A request that carried `value` got a 401. OK: there may be another value now, the
   * request is sent again, once. */
  sluice_status (*refused)(void* self, sluice_slice value, const sluice_cancel*, sluice_error*);
} sluice_http_authorizer;

typedef struct sluice_http {
  uint32_t struct_size;
  /* [any] `config` is the component's own configuration as passed to create: members that the
   * schema fragment http.session names count, others are the component's own. `overlay` is a JSON
   * object with what the component adds or fixes, laid over it by JSON Merge Patch (RFC 7396), so
   * that null removes a setting. It may also have name, credential, verify_tls, public_only and
   * max_body_bytes. Empty text is {}. E_INVALID begins with the JSON pointer to the setting. */
  sluice_status (*open)(const struct sluice_host*, sluice_slice config, sluice_slice overlay,
                        sluice_http_session**, sluice_error*);
  /* [any] When none of its exchanges is left. */
  void (*close)(sluice_http_session*);
  /* [any] Sends the request; does not wait. Inside `poll` it sends the request for the next
   * page. */
  sluice_status (*start)(sluice_http_session*, const sluice_http_request*, sluice_http_exchange**,
                         sluice_error*);
  /* [lane] Waits for the response, repeats where that is safe, waits for the rate budget. Any HTTP
   * status is OK here; failures are of the network, of limits, or cancellation
   * (SLUICE_HTTP_RESPONSE_LOST and SLUICE_HTTP_RESPONSE_UNREADABLE are still set).
   * With `into` the body of a 2xx becomes that batch's page (no copy) for parse_page; any other
   * body stays in the response. Same thread as `start`. */
  sluice_status (*finish)(sluice_http_exchange*, sluice_batch* into, sluice_http_response*,
                          const sluice_cancel*, sluice_error*);
  /* [lane] Ends the exchange, aborts it if it is under way; the response's text dies. NULL is fine.
   */
  void (*release)(sluice_http_exchange*);
  /* [main] From now on requests of this session carry the value of `authorizer`; it and `self`
   * outlive the session. Before the first start. */
  void (*authorize)(sluice_http_session*, const sluice_http_authorizer* authorizer, void* self);
  /* [lane] Waits until `finish` of one of these exchanges has no response to wait for, and puts its
   * index. All were started on this thread, by any client. Fails only if `cancel` was honoured. */
  sluice_status (*wait_any)(sluice_http_exchange* const* exchanges, size_t count,
                            const sluice_cancel*, size_t* index, sluice_error*);
} sluice_http;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_HTTP_H */
