/* sluice/abi.h: the plugin boundary. The only thing that crosses between the host and a plugin.
 *
 * C11 and C++20; includes nothing but what you see. A plugin exports one data symbol,
 * `sluice_plugin_v1`; the host reaches everything else through it: entry -> factory ->
 * component -> interface, each by string id. C++ authors include <sluice/plugin.hpp>, which
 * wraps all of this; C authors write against this file (see transformers/title_case).
 *
 * Conventions, in the order a newcomer asks for them:
 *  1. Who frees what: the host allocates and releases every batch, page, arena, response and
 *     error. A component frees only what it allocated for itself, in `destroy`.
 *  2. Text is UTF-8 in a `sluice_slice`, not NUL-terminated. {NULL, 0} is empty. A slice passed
 *     to a function is borrowed for the call unless its comment says longer.
 *  3. Every pointer stored in a batch points into the batch's page, into its arena, or at text
 *     the host interned (`intern`, once, at create). Never into plugin memory or static data.
 *  4. Functions return a `sluice_status`; on failure they fill the caller's `sluice_error`.
 *     The status says what the host does next, the message what a person should know.
 *  5. No exception leaves a function, in either direction.
 *  6. Tables start with `struct_size` and grow only at the end. Test what may be absent with
 *     SLUICE_HAS. The loader fills slots a plugin does not have with "unsupported" stubs.
 *  7. Thread tags, one a function:
 *       [main]  load, create, destroy: one at a time, no other call on that component runs.
 *       [lane]  one call at a time, always from the component's own lane (thread).
 *       [any]   from any thread, also while another call runs.
 *  8. Times are in the unit the name ends in (`_ms`, `_us`); sizes are in bytes.
 */
#ifndef SLUICE_ABI_H
#define SLUICE_ABI_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#define SLUICE_STATIC_ASSERT static_assert
#else
#define SLUICE_STATIC_ASSERT _Static_assert
#endif

#define SLUICE_ABI_MAJOR 1
#define SLUICE_ABI_MINOR 0

/* Layout of value, member, record, batch and arena. Another layout is refused before loading. */
#ifndef SLUICE_RECORD_LAYOUT
#define SLUICE_RECORD_LAYOUT 1
#endif

#if defined(_WIN32)
#define SLUICE_EXPORT __declspec(dllexport)
#else
#define SLUICE_EXPORT __attribute__((visibility("default")))
#endif

/* True if `table` is new enough to have `member` and the member is set. */
#define SLUICE_HAS(table, member)                                                                  \
  ((table)->struct_size >= (size_t)((const char*)(&(table)->member + 1) - (const char*)(table)) && \
   (table)->member)

/* ---- text, status, error ------------------------------------------------------------------ */

typedef struct sluice_slice {
  const char* data;
  size_t size;
} sluice_slice;

/* What the host does next. Never renumbered. */
typedef int32_t sluice_status;
enum {
  SLUICE_OK = 0,
  SLUICE_END = 1,            /* no more data in this walk; not an error                          */
  SLUICE_E_INVALID = 2,      /* configuration or argument: stop, do not retry. In `create` the   */
                             /* message starts with a JSON pointer to the setting ("/path: ...") */
  SLUICE_E_UNSUPPORTED = 3,  /* stop                                                             */
  SLUICE_E_AUTH = 4,         /* credentials refused: stop, nothing is committed                  */
  SLUICE_E_UNAVAILABLE = 5,  /* remote or network: retry with back-off, then stop                */
  SLUICE_E_TIMEOUT = 6,      /* as above                                                         */
  SLUICE_E_CANCELLED = 7,    /* the cancel token was honoured                                    */
  SLUICE_E_RATE_LIMITED = 8, /* wait retry_after_ms, then retry                                  */
  SLUICE_E_DATA = 9,         /* of a record: park it. Of a page: stop, keep the page aside       */
  SLUICE_E_INTERNAL = 10,    /* bug in the component, escaped exceptions included: stop          */
  SLUICE_E_NO_MEMORY = 11,   /* the batch's memory budget is spent: its records run one by one   */
  SLUICE_PAUSED = 12         /* of poll: the run ends here on purpose, the walk does not; the    */
                             /* next run goes on at the cursor. Not an error                     */
};

/* Caller-owned, zeroed but for struct_size; the callee fills it. Nothing to free. */
typedef struct sluice_error {
  uint32_t struct_size;
  sluice_status code;
  uint32_t retry_after_ms; /* 0: the host's own back-off */
  int32_t remote_code;     /* HTTP status or errno; 0 if none */
  char message[496];       /* NUL-terminated; starts lower-case, names the thing, no full stop */
  uint32_t attempts; /* how often the remote system was asked before it failed; 0: not said. */
                     /* The host's own tries count on from there. ABI 1.0 lacks it           */
  uint32_t reserved;
} sluice_error;

/* A result of unknown length, kept by the host. `put` copies; each further `put` is one more. */
typedef struct sluice_text {
  uint32_t struct_size;
  void (*put)(struct sluice_text*, sluice_slice); /* [lane] */
  void* host_data;
} sluice_text;

/* Cancellation of one call. Add `wake` to your poll set, or ask `requested` now and then. A
 * cancelled call begins nothing new, ends every wait and returns within milliseconds; only what is
 * under way and cannot be taken back, a write that was sent for one, may be waited for, for
 * `remaining_ms`. */
typedef struct sluice_cancel {
  uint32_t struct_size;
  intptr_t wake; /* readable once cancelled: an fd, on Windows a HANDLE; -1 if none */
  int32_t (*requested)(const struct sluice_cancel*); /* [any] */
  /* [any] INT64_MAX if no deadline. Once requested: what is left for what is under way; 0 (and
   * INT64_MAX): nothing. */
  int64_t (*remaining_ms)(const struct sluice_cancel*);
  void* host_data;
} sluice_cancel;

/* ---- the record model ---------------------------------------------------------------------
 * A record is one JSON value as a lazy tree. A value of kind RAW is checked text not looked into
 * yet; touching a member expands that one level. What nobody touches is written out byte for
 * byte. Scalars are text too: a number leaves with the digits it came with. */

/* Kinds. Never renumbered. */
enum {
  SLUICE_KIND_NULL,
  SLUICE_KIND_FALSE,
  SLUICE_KIND_TRUE,
  SLUICE_KIND_NUMBER,
  SLUICE_KIND_STRING,
  SLUICE_KIND_ARRAY,
  SLUICE_KIND_OBJECT,
  SLUICE_KIND_RAW
};

/* Flags of a value. */
enum {
  SLUICE_VALUE_JSON =
      1, /* string: text is JSON string content and may go between quotes as it is */
  SLUICE_VALUE_PLAIN = 2, /* string: holds no escape, so text is the decoded string as well */
  SLUICE_VALUE_OBJECT = 4 /* raw: text is an object; without it an array. Scalars are never raw */
};

struct sluice_member;

/* 16 bytes. Every kind but array and object is a text slice; null, false and true hold their
 * spelling, so all scalars are copied alike. A string without VALUE_JSON is escaped when written.
 */
typedef struct sluice_value {
  uint8_t kind, flags;
  uint16_t room; /* array, object: free slots behind `size`. Other kinds: the host's mark of what */
                 /* it checked; zero it in values that you make                                   */
  uint32_t size; /* bytes of text, or number of members or items */
  union {
    const char* text;
    struct sluice_member* members;
    struct sluice_value* items;
  } as;
} sluice_value;

/* 32 bytes. `key` is always the decoded name. */
typedef struct sluice_member {
  const char* key;
  uint32_t key_size;
  uint32_t key_head; /* sluice_key_head(key): with key_size one 64-bit compare */
  sluice_value value;
} sluice_member;

/* Bump allocator of one batch; freed with it. Use sluice_alloc. */
typedef struct sluice_arena {
  char* next; /* always 16-byte aligned */
  char* end;
  void* (*grow)(struct sluice_arena*, size_t size); /* [lane] NULL: the budget is spent */
  void* host_data;
} sluice_arena;

/* Record states. */
enum { SLUICE_RECORD_LIVE = 0, SLUICE_RECORD_FILTERED = 1, SLUICE_RECORD_FAILED = 2 };
/* Record operations. */
enum { SLUICE_OP_UPSERT = 0, SLUICE_OP_DELETE = 1, SLUICE_OP_EVENT = 2 };

/* Index with the batch's record_stride (sluice_record_at), not with your sizeof. */
typedef struct sluice_record {
  sluice_value root;
  sluice_slice source; /* text as it arrived; what a parked task keeps */
  sluice_slice key;    /* ordering key, may be empty */
  int64_t time_us;     /* event time, UTC; INT64_MIN if unknown */
  uint32_t op;
  int32_t state;   /* set FILTERED yourself; FAILED only through fail_record */
  uint32_t origin; /* number of the record, as it was read, that this one comes from */
  uint32_t reserved;
} sluice_record;

SLUICE_STATIC_ASSERT(sizeof(sluice_value) == 8 + sizeof(void*), "value layout");
SLUICE_STATIC_ASSERT(sizeof(sluice_member) == 16 + 2 * sizeof(void*), "member layout");
SLUICE_STATIC_ASSERT(offsetof(sluice_member, key_head) == offsetof(sluice_member, key_size) + 4,
                     "size and head are one word");

struct sluice_batch;

/* What the host does with JSON and pages; reached as batch->json. All [lane]. A failure also
 * sets batch->fault, with a message the host keeps for fail_record. */
typedef struct sluice_json {
  uint32_t struct_size;
  /* raw -> object or array with its children scalar or raw; other kinds: no-op. Fails on a
   * duplicate key of that level (E_DATA) and on memory (E_NO_MEMORY). */
  sluice_status (*expand)(struct sluice_batch*, sluice_value*);
  /* string -> decoded UTF-8: the value's own text if plain, else in the arena. E_DATA on a lone
   * surrogate (legal JSON, no character; RFC 8259 section 8.2). */
  sluice_status (*decode)(struct sluice_batch*, const sluice_value*, sluice_slice* out);
  /* text -> one value, copied into the arena and checked whole. */
  sluice_status (*parse)(struct sluice_batch*, sluice_slice text, sluice_value* out);
  /* value -> JSON text in the arena; expands nothing. What was built or touched is compact; text
   * not looked into keeps its spaces (but no line breaks). */
  sluice_status (*write)(struct sluice_batch*, const sluice_value*, sluice_slice* out);
  /* All live records as NDJSON in one buffer that lives as long as the batch; the text of the
   * call before dies. What untouched neighbours share is copied at once. A record that cannot be
   * written becomes FAILED and has no line; the others have theirs. */
  sluice_status (*write_lines)(struct sluice_batch*, sluice_slice* out);
  /* At least `capacity` writable bytes for the batch's page, kept until release; NULL if over
   * the page limit. For sources that do not come over HTTP. */
  char* (*reserve_page)(struct sluice_batch*, size_t capacity);
  /* Makes the batch's records from `size` bytes of the page (reserve_page or http.finish):
   * one JSON document whose member at `path` ("data", "payload.data"; empty: the document
   * itself) is the array of records. The rest of the document becomes `*envelope` (an object,
   * without that member; null for a bare array). A record over a limit or with duplicate keys
   * becomes a FAILED record; anything else wrong fails the page with E_DATA. */
  sluice_status (*parse_page)(struct sluice_batch*, size_t size, sluice_slice path,
                              sluice_value* envelope, sluice_error*);
  /* The same for NDJSON: one record a line, blank lines skipped. A bad line becomes a FAILED
   * record whose error names line `first_line` + n. */
  sluice_status (*parse_lines)(struct sluice_batch*, size_t size, uint64_t first_line,
                               sluice_error*);
} sluice_json;

/* What the host does with records; reached as batch->records_api. All [lane]. */
typedef struct sluice_records {
  uint32_t struct_size;
  /* Appends a live record that comes from record `parent` (takes over its origins, source, key,
   * time and operation; its root is null). Record pointers die; `*index` is the new one's.
   * SLUICE_PAUSED: not this one, go on with the next as if it was made. Where a record becomes more
   * than fit into a batch, the step runs several times on it and makes a part of them each time. So
   * ask before you build what goes into it. */
  sluice_status (*add_record)(struct sluice_batch*, size_t parent, size_t* index);
  /* Record `index` comes from everything `other` comes from, too (many to one). */
  sluice_status (*add_origin)(struct sluice_batch*, size_t index, size_t other);
  /* Appends a live record that was read, not derived: its own origin. `text` (copied, checked)
   * is source and root. For subscribers without pages. */
  sluice_status (*add_source)(struct sluice_batch*, sluice_slice text, size_t* index);
  /* Marks a record FAILED: it will be parked as a task. An empty message takes the one of the
   * host call that failed last (and clears batch->fault). */
  void (*fail_record)(struct sluice_batch*, size_t index, sluice_status, sluice_slice message);
  /* The resume point after this batch; copied. Empty: none (the batch before's stays). */
  sluice_status (*set_cursor)(struct sluice_batch*, sluice_slice cursor);
  /* After this batch there is no resume point, whatever was set before: the next walk starts from
   * the beginning, with a request of its own. */
  void (*clear_cursor)(struct sluice_batch*);
  /* Marks `index` FILTERED because live record `other` stands for it, as a repeat of it. If `other`
   * parks, what `index` was read as runs again, alone, unless some of it was delivered. */
  sluice_status (*filter_for)(struct sluice_batch*, size_t index, size_t other);
} sluice_records;

/* Records that travel together, usually one page. Made and released by the host only. */
typedef struct sluice_batch {
  uint32_t struct_size;
  uint32_t record_stride;
  sluice_record* records;
  size_t count;
  sluice_arena* arena;
  const sluice_json* json;
  const sluice_records* records_api;
  sluice_slice text;   /* the page: at least 64 readable bytes follow it, the first one NUL */
  sluice_slice cursor; /* read it; set it with set_cursor */
  int32_t fault;       /* the last failure of a host call on this batch; clear it before a record */
  uint32_t reserved;
  void* host_data;
} sluice_batch;

static inline sluice_record* sluice_record_at(const sluice_batch* batch, size_t index) {
  return (sluice_record*)(void*)((char*)(void*)batch->records + index * batch->record_stride);
}

/* 16-byte aligned memory that lives as long as the batch; NULL when the budget is spent, perhaps
 * for size 0. */
static inline void* sluice_alloc(sluice_arena* arena, size_t size) {
  void* p;
  if (size > SIZE_MAX - 15) return NULL;
  size = (size + 15) & ~(size_t)15;
  if ((size_t)(arena->end - arena->next) < size) return arena->grow(arena, size);
  p = arena->next;
  arena->next += size;
  return p;
}

/* First 4 bytes of a key, zero padded. */
static inline uint32_t sluice_key_head(const char* key, size_t size) {
  uint32_t head = 0;
  memcpy(&head, key, size < 4 ? size : 4);
  return head;
}

/* An object's members; expands a raw object on the way. NULL if it is not an object, or if
 * expanding failed (then batch->fault is set). */
static inline sluice_member* sluice_members(sluice_batch* batch, sluice_value* v) {
  if (v->kind == SLUICE_KIND_RAW && (v->flags & SLUICE_VALUE_OBJECT) &&
      batch->json->expand(batch, v))
    return NULL;
  return v->kind == SLUICE_KIND_OBJECT ? v->as.members : NULL;
}

/* An array's items, the same way. */
static inline sluice_value* sluice_items(sluice_batch* batch, sluice_value* v) {
  if (v->kind == SLUICE_KIND_RAW && !(v->flags & SLUICE_VALUE_OBJECT) &&
      batch->json->expand(batch, v))
    return NULL;
  return v->kind == SLUICE_KIND_ARRAY ? v->as.items : NULL;
}

/* The member `key` of an object, or NULL. `hint` is the caller's memory of where the key stood
 * last time; any value is allowed, a right one saves the scan. */
static inline sluice_member* sluice_find(sluice_batch* batch, sluice_value* object, const char* key,
                                         uint32_t size, uint32_t head, uint32_t* hint) {
  sluice_member* m = sluice_members(batch, object);
  uint32_t n = m ? object->size : 0, i = *hint < n ? *hint : 0, left;
  for (left = n; left; left--) {
    if (m[i].key_size == size && m[i].key_head == head &&
        (size <= 4 || !memcmp(m[i].key + 4, key + 4, size - 4))) {
      *hint = i;
      return m + i;
    }
    i = i + 1 < n ? i + 1 : 0;
  }
  return NULL;
}

/* Room for one more member at the end, which the caller fills; NULL when memory is spent.
 * Pointers into the object's members die. */
static inline sluice_member* sluice_append(sluice_arena* arena, sluice_value* object) {
  if (!object->room || !object->as.members) {
    uint32_t extra = object->size / 2 + 4;
    sluice_member* m;
    if (object->size > UINT32_MAX / 2) return NULL;
    if (extra > UINT16_MAX) extra = UINT16_MAX;
    m = (sluice_member*)sluice_alloc(arena, ((size_t)object->size + extra) * sizeof *m);
    if (!m) return NULL;
    if (object->size) memcpy(m, object->as.members, object->size * sizeof *m);
    object->as.members = m;
    object->room = (uint16_t)extra;
  }
  object->room--;
  return &object->as.members[object->size++];
}

/* A string value over decoded text that already obeys convention 3; escaped when written. */
static inline sluice_value sluice_string(const char* text, uint32_t size) {
  sluice_value v;
  memset(&v, 0, sizeof v);
  v.kind = SLUICE_KIND_STRING;
  v.size = size;
  v.as.text = text;
  return v;
}

/* ---- host services: extensions by string id ------------------------------------------------ */

struct sluice_host;

enum { SLUICE_LOG_DEBUG, SLUICE_LOG_INFO, SLUICE_LOG_WARNING, SLUICE_LOG_ERROR };

/* "sluice.log/1". Lines carry the component's instance name; secrets are redacted. */
typedef struct sluice_log {
  uint32_t struct_size;
  void (*write)(const struct sluice_host*, int32_t severity, sluice_slice message); /* [any] */
} sluice_log;

/* "sluice.secret/1". From now on this text never appears in a log, an error or a task. */
typedef struct sluice_secret {
  uint32_t struct_size;
  void (*protect)(const struct sluice_host*, sluice_slice value); /* [any] */
} sluice_secret;

/* "sluice.metrics/1". Counters shown in the run's summary as `instance.name`. */
typedef struct sluice_metrics {
  uint32_t struct_size;
  void (*add)(const struct sluice_host*, sluice_slice name, int64_t delta); /* [any] */
} sluice_metrics;

/* "sluice.state/1". A transformer's own keys. Writes belong to the batch: later batches read
 * them at once, they are committed with the batch's cursor, and lost with it. [lane] */
typedef struct sluice_state {
  uint32_t struct_size;
  /* OK with or without a `put` into `out`: no put means no such key. */
  sluice_status (*get)(const struct sluice_host*, sluice_batch*, sluice_slice key,
                       sluice_text* out);
  /* An empty value removes the key. */
  sluice_status (*put)(const struct sluice_host*, sluice_batch*, sluice_slice key,
                       sluice_slice value);
  /* 1 if the walk goes on where an earlier run stopped, 0 if it began in this run. [lane] */
  int32_t (*resumed)(const struct sluice_host*);
  /* `put` because of record `index` of the batch: it counts once everything that came from the same
   * record as it was read is delivered or filtered. If some of it parks, nothing was put. */
  sluice_status (*put_for)(const struct sluice_host*, sluice_batch*, size_t index, sluice_slice key,
                           sluice_slice value);
} sluice_state;

/* "sluice.clock/1". The time to reckon with: in a run from a recording that of the recorded run.
 * Hosts of ABI 1.0 may lack it: ask the system then. */
typedef struct sluice_clock {
  uint32_t struct_size;
  int64_t (*unix_us)(const struct sluice_host*); /* [any] microseconds since 1970 UTC */
} sluice_clock;

/* "sluice.documents/1". A batch for a component's own small documents, its configuration for
 * one: `parse` into it, read, release. */
typedef struct sluice_documents {
  uint32_t struct_size;
  sluice_batch* (*create)(const struct sluice_host*);        /* [any] NULL: no memory */
  void (*release)(const struct sluice_host*, sluice_batch*); /* [any] */
} sluice_documents;

typedef struct sluice_pair {
  sluice_slice name, value;
} sluice_pair;

/* Flags of a request. */
enum {
  SLUICE_HTTP_REQUEST_SAFE = 1, /* may be repeated after a lost response; GET and HEAD always may */
  SLUICE_HTTP_REQUEST_BORROWED =
      2, /* the body stays where it is until the exchange is released, so the */
         /* host need not copy it                                           */
  SLUICE_HTTP_REQUEST_SLASHES =
      4, /* segments may hold slashes, which leave as %2F: for servers that do */
         /* not take that for a slash of the path. Dot segments between them   */
         /* are refused all the same                                           */
  SLUICE_HTTP_REQUEST_END_SLASH = 8 /* the path ends in a slash, behind the last segment */
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
  SLUICE_HTTP_RESPONSE_LOST =
      1, /* finish failed after the request may have been carried out, and did not */
         /* repeat it: what to do with a POST is the caller's decision             */
  SLUICE_HTTP_RESPONSE_UNREADABLE =
      2 /* `status` is the response's, but its body is not to be had: it could */
        /* not be unpacked, is too large, ended early, or the headers are    */
        /* too long. A 2xx: finish fails with the reason and sets LOST, too; */
        /* a caller that wants no body may take the status for a response.    */
        /* Any other status: finish is OK, the body is empty                 */
};

typedef struct sluice_http_response {
  uint32_t struct_size;
  int32_t status;    /* 0: none came */
  sluice_slice body; /* valid until release; empty when it was moved into a batch */
  size_t body_size;
  sluice_slice (*header)(const struct sluice_http_response*, sluice_slice name); /* [lane] */
  void* host_data;
  uint32_t flags; /* also set when finish fails */
  uint32_t
      retry_after_ms; /* how long the response asks to wait before the next request: Retry-After */
                      /* (seconds, also with a fraction, or a date), its body's member of that */
                      /* name, or of a 429 the end of the rate window; 0: it asks for nothing  */
  uint32_t attempts;  /* how often the request left; also set when finish fails. ABI 1.0 lacks it */
  uint32_t reserved;
} sluice_http_response;

typedef struct sluice_http_session sluice_http_session;   /* one client's settings and limits */
typedef struct sluice_http_exchange sluice_http_exchange; /* one request on its way */

/* Where a session's Authorization header comes from if it changes while the session is open. */
typedef struct sluice_http_authorizer {
  uint32_t struct_size;
  /* Puts the header's value ("Bearer ..."). With `may_wait` 0, from within `start`, it does no I/O
   * and answers E_UNAVAILABLE if it would have to; the request then leaves in `finish`. Another
   * failure is that of the request. */
  sluice_status (*value)(void* self, int32_t may_wait, sluice_text* out, const sluice_cancel*,
                         sluice_error*); /* [any] */
  /* A request that carried `value` was answered 401. OK: there may be another value now, the
   * request is sent again, once. */
  sluice_status (*refused)(void* self, sluice_slice value, const sluice_cancel*,
                           sluice_error*); /* [any] */
} sluice_http_authorizer;

/* "sluice.http/1": connection reuse, HTTP/2, compression, TLS, proxy, time-outs, request log,
 * retry and rate budget. */
typedef struct sluice_http {
  uint32_t struct_size;
  /* `config` is the component's own configuration as it got it at create: members that the schema
   * fragment http.session names count, others are the component's own. `overlay` is a JSON object
   * with what the component adds or fixes, laid over it by JSON Merge Patch (RFC 7396), so that
   * null takes a setting away. It may also have name, credential, verify_tls, public_only and
   * max_body_bytes. Empty text is {}. E_INVALID begins with the JSON pointer to the setting. */
  sluice_status (*open)(const struct sluice_host*, sluice_slice config, sluice_slice overlay,
                        sluice_http_session**, sluice_error*); /* [any] */
  void (*close)(sluice_http_session*); /* [any] when none of its exchanges is left */
  /* Sends the request; does not wait. The next page's request leaves here, inside `poll`. */
  sluice_status (*start)(sluice_http_session*, const sluice_http_request*, sluice_http_exchange**,
                         sluice_error*); /* [any] */
  /* Waits for the response, repeats where that is safe, waits for the rate budget. Any HTTP status
   * is OK here; failures are of the network, of limits, or cancellation (SLUICE_HTTP_RESPONSE_LOST
   * and SLUICE_HTTP_RESPONSE_UNREADABLE say what is known all the same). With `into` the body of a
   * 2xx becomes that batch's page (no copy) for parse_page; any other body stays in the response.
   * Same thread as `start`. */
  sluice_status (*finish)(sluice_http_exchange*, sluice_batch* into, sluice_http_response*,
                          const sluice_cancel*, sluice_error*); /* [lane] */
  /* Ends the exchange, aborts it if it is under way; the response's text dies. NULL is fine. */
  void (*release)(sluice_http_exchange*); /* [lane] */
  /* From now on requests of this session carry what `authorizer` says; it and `self` outlive the
   * session. Before the first start. Hosts of ABI 1.0 may lack this slot. */
  void (*authorize)(sluice_http_session*, const sluice_http_authorizer* authorizer,
                    void* self); /* [main] */
  /* Waits until `finish` of one of these exchanges has no response to wait for, and puts its index.
   * All were started on this thread, by any client. Fails only if `cancel` was honoured. Hosts of
   * ABI 1.0 may lack this slot (SLUICE_HAS): finish them in turn then. [lane] */
  sluice_status (*wait_any)(sluice_http_exchange* const* exchanges, size_t count,
                            const sluice_cancel*, size_t* index, sluice_error*);
} sluice_http;

typedef struct sluice_credential_lease sluice_credential_lease;

/* "sluice.credentials/1": credentials that change while they are used, OAuth tokens for one. The
 * host keeps them encrypted in the state store, for all pipelines and processes on it. `identity`
 * names a credential: equal for equal credentials, no secret. Secrets are text; what is read or
 * written here is protected as by sluice.secret/1's `protect` only if you protect it. Lines
 * "name=value" can be replayed from a recording, with placeholders for all values but times (Unix
 * seconds) and numbers below 1000; of other text all is replaced. */
typedef struct sluice_credentials {
  uint32_t struct_size;
  /* E_INVALID with what to configure if this host has no key to encrypt with. No I/O. */
  sluice_status (*usable)(const struct sluice_host*, sluice_error*); /* [any] */
  /* What is kept: no put means nothing. `*version` changes with every replace; 0: nothing kept. */
  sluice_status (*read)(const struct sluice_host*, sluice_slice identity, uint64_t* version,
                        sluice_text* out, sluice_error*); /* [any] */
  /* Waits until nobody else on the store holds this credential's lease. It ends with release or,
   * should the process die, after `lease_ms`. */
  sluice_status (*acquire)(const struct sluice_host*, sluice_slice identity, int64_t lease_ms,
                           const sluice_cancel*, sluice_credential_lease**,
                           sluice_error*);   /* [any] */
  void (*release)(sluice_credential_lease*); /* [any] */
  /* Replaces what was read as `*version`, in one step and durable on return, and gives the new
   * version. E_UNAVAILABLE, and nothing is changed, if it is another version by now. */
  sluice_status (*replace)(const struct sluice_host*, sluice_slice identity, uint64_t* version,
                           sluice_slice secret, sluice_error*); /* [any] */
} sluice_credentials;

/* What the host gives a component at create. It outlives the component. */
typedef struct sluice_host {
  uint32_t struct_size;
  uint16_t abi_major, abi_minor;
  sluice_slice instance; /* name of this instance: "clients.shop", "pipelines.p.transformers[0]" */
  /* A service table by id ("sluice.http/1"), or NULL. */
  const void* (*get_extension)(const struct sluice_host*, const char* id); /* [any] */
  /* Text that lives as long as the process; equal text, equal pointer. For create, not for
   * records. {NULL, 0} when memory is spent. */
  sluice_slice (*intern)(const struct sluice_host*, sluice_slice text); /* [any] */
  void* host_data;
} sluice_host;

/* ---- interfaces of components --------------------------------------------------------------- */

/* "sluice.client/1": a session with a remote system; the host owns one instance a `clients:`
 * entry, made before and destroyed after its users, which call it through this table. */
typedef struct sluice_client {
  uint32_t struct_size;
  /* What cursors read through this client belong to (base URI, account): part of their
   * fingerprint. No secret. */
  sluice_status (*identity)(void* self, sluice_text* out, sluice_error*); /* [any] */
  /* As http.start and http.finish, with the client's address, credentials and rules added; a
   * response that means failure becomes the status and message that say so. Release with
   * http.release. `segments` go behind the client's own prefix. */
  sluice_status (*start)(void* self, const sluice_http_request*, sluice_http_exchange**,
                         sluice_error*); /* [any] */
  sluice_status (*finish)(void* self, sluice_http_exchange*, sluice_batch* into,
                          sluice_http_response*, const sluice_cancel*, sluice_error*); /* [any] */
} sluice_client;

/* "sluice.authorization/1", optional, of a client: a person grants its credentials in a browser
 * (`sluice auth`). The host listens for the browser's return and checks `state`. */
typedef struct sluice_authorization {
  uint32_t struct_size;
  /* Where the browser returns to, as registered with the remote system: a loopback address
   * ("http://127.0.0.1:8710/callback"; port 0: any). No I/O. */
  sluice_status (*redirect)(void* self, sluice_text* uri, sluice_error*); /* [lane] */
  /* The address to open. `redirect` has the real port. No I/O. */
  sluice_status (*begin)(void* self, sluice_slice redirect, sluice_slice state, sluice_text* url,
                         sluice_error*); /* [lane] */
  /* What the browser returned with, decoded. Fetches and keeps the credentials, and puts what was
   * granted, for a person to read; no secret. */
  sluice_status (*complete)(void* self, sluice_slice redirect, const sluice_pair* query,
                            size_t query_count, sluice_text* granted, const sluice_cancel*,
                            sluice_error*); /* [lane] */
} sluice_authorization;

/* "sluice.connect_check/1", optional, of a client: what `sluice check --connect` asks. */
typedef struct sluice_connect_check {
  uint32_t struct_size;
  /* Reaches the remote system and authenticates, with one cheap read; puts what was found, for a
   * person to read; no secret. */
  sluice_status (*connect)(void* self, sluice_text* found, const sluice_cancel*,
                           sluice_error*); /* [lane] */
  /* Which of the `needs` of an outlook the credential lacks; no put: none. END: the remote system
   * does not tell. No I/O; after connect. */
  sluice_status (*missing)(void* self, sluice_slice needs, sluice_text* out, sluice_error*);
  /* [lane] */
} sluice_connect_check;

/* "sluice.outlook/1", optional, of a subscriber or publisher: what it can say before it runs. No
 * I/O. */
typedef struct sluice_outlook {
  uint32_t struct_size;
  /* The permissions its configured work needs, as its client understands them; no put: none. */
  sluice_status (*needs)(void* self, sluice_text* out, sluice_error*); /* [lane] */
  /* How many requests moving `records` records takes, if nothing is repeated. END: not known. */
  sluice_status (*requests)(void* self, uint64_t records, uint64_t* out, sluice_error*);
  /* [lane] */
} sluice_outlook;

/* "sluice.subscriber/1": a source, pulled. A walk is one way from a cursor to the end. */
typedef struct sluice_subscriber {
  uint32_t struct_size;
  /* Begins a walk with the resolved request ({path, query, payload} as JSON; the configured one
   * after the request transformers). Puts into `identity` what a cursor of this walk belongs
   * to; the host keeps its hash beside the cursor. No I/O. [lane] */
  sluice_status (*open)(void* self, sluice_slice request, sluice_text* identity, sluice_error*);
  /* Where to start: a cursor this component gave; empty: from the beginning. No I/O. */
  sluice_status (*seek)(void* self, sluice_slice cursor, sluice_error*); /* [lane] */
  /* Fills an empty batch with one page. OK without records: nothing yet, ask again. END: the
   * walk is over, PAUSED: this run is (records and cursor of the batch still count). [lane] */
  sluice_status (*poll)(void* self, sluice_batch* into, const sluice_cancel*, sluice_error*);
} sluice_subscriber;

/* "sluice.transformer/1": changes a batch in place. Sets records FILTERED, fails them, adds.
 * [lane] */
typedef struct sluice_transformer {
  uint32_t struct_size;
  sluice_status (*transform)(void* self, sluice_batch*, const sluice_cancel*, sluice_error*);
} sluice_transformer;

/* "sluice.text_transformer/1": one record's JSON text in, one put into `out` per record out; no
 * put drops the record. Failing fails this record only. */
typedef struct sluice_text_transformer {
  uint32_t struct_size;
  sluice_status (*transform)(void* self, sluice_slice record, sluice_text* out,
                             const sluice_cancel*, sluice_error*); /* [lane] */
} sluice_text_transformer;

/* Flags of an outcome. */
enum {
  SLUICE_OUTCOME_IN_DOUBT =
      1 /* with E_DATA: a server error, or a response that was lost. The record may */
  /* have been carried out and is not offered again in this run. The host      */
  /* parks it once the target takes other records; if it takes none, the       */
  /* system is down and the run stops without it                               */
};

/* What became of a record. `status` OK: taken. E_DATA: park it. UNAVAILABLE, TIMEOUT and
 * RATE_LIMITED: the host offers it again. CANCELLED: the call was, and this one was not sent; the
 * next run offers it again. Any other: the run stops; what other records' outcomes say counts. */
typedef struct sluice_outcome {
  sluice_status status;
  uint32_t retry_after_ms;
  int32_t remote_code;
  uint16_t flags;
  uint16_t attempts;    /* as in sluice_error */
  sluice_slice message; /* in the batch's arena */
} sluice_outcome;

/* "sluice.publisher/1": a target. It may expand values by reading them, and changes nothing. */
typedef struct sluice_publisher {
  uint32_t struct_size;
  /* Once, before the first publish: go on from a committed position (what flush gave), empty:
   * none yet. What was written behind it is undone here where the target can. */
  sluice_status (*resume)(void* self, sluice_slice position, const sluice_cancel*,
                          sluice_error*); /* [lane] */
  /* Takes the live records of the batch, in order; outcomes[i] belongs to record i (zeroed: OK).
   * A failing status is one of the system: nobody's record is parked for it. */
  sluice_status (*publish)(void* self, sluice_batch*, sluice_outcome* outcomes,
                           const sluice_cancel*, sluice_error*); /* [lane] */
  /* Makes what was published durable and puts the position after it. `last`: the walk is over. */
  sluice_status (*flush)(void* self, int32_t last, sluice_text* position, const sluice_cancel*,
                         sluice_error*); /* [lane] */
  /* After the position of the last flush is committed; repeated after a crash (resume, then
   * finish). Optional. */
  sluice_status (*finish)(void* self, const sluice_cancel*, sluice_error*); /* [lane] */
  /* After resume, when a walk that was interrupted starts over: what was published of it comes
   * again, so what is not finished may be dropped. Optional. */
  sluice_status (*restart)(void* self, const sluice_cancel*, sluice_error*); /* [lane] */
  /* Optional, both or neither: publish in two halves, so that the next batch is made while this
   * one is under way. `begin` starts with the live records and need not wait for any; batch and
   * outcomes stay where they are until `settle`, which waits until each record has its outcome.
   * Several batches may be begun; they are settled in that order, and nothing else is called
   * meanwhile. A failing begin has begun nothing. After a failing settle (cancelled, too) nothing
   * of its batch is under way any more; the others begun are still settled. */
  sluice_status (*begin)(void* self, sluice_batch*, sluice_outcome* outcomes, const sluice_cancel*,
                         sluice_error*); /* [lane] */
  sluice_status (*settle)(void* self, sluice_batch*, const sluice_cancel*,
                          sluice_error*); /* [lane] */
  /* Optional. Set: a record that is published twice is there twice (a POST without a key), so the
   * host keeps a note of each record in its store before it hands it to publish or begin. A run
   * that was killed left notes without an outcome: their records come here, live, before any is
   * published. Outcome OK: it was carried out. END: it was not, the host publishes it. E_DATA:
   * nobody knows, the host parks it. What may pass is asked again. */
  sluice_status (*recover)(void* self, sluice_batch*, sluice_outcome* outcomes,
                           const sluice_cancel*, sluice_error*); /* [lane] */
} sluice_publisher;

/* ---- entry and factory ---------------------------------------------------------------------- */

/* A client handed to its users: client->get_interface(self, "sluice.client/1"). */
typedef struct sluice_component {
  uint32_t struct_size;
  void* self;
  const void* (*get_interface)(void* self, const char* id);
  sluice_slice id, instance;
} sluice_component;

/* What `create` is given. Borrowed for the call, but `client` outlives the component. */
typedef struct sluice_create {
  uint32_t struct_size;
  sluice_slice component;         /* "lightspeedhq.subscriber" */
  sluice_slice config;            /* JSON object, checked against the schema, defaults filled in */
  const sluice_component* client; /* of the `client` setting; NULL if there is none */
} sluice_create;

/* Factory id "sluice.factory/1". */
typedef struct sluice_factory {
  uint32_t struct_size;
  sluice_slice manifest; /* the JSON of the manifest section */
  /* No I/O here: `sluice check` creates components, too. */
  sluice_status (*create)(const sluice_host*, const sluice_create*, void** self,
                          sluice_error*); /* [main] */
  /* "sluice.publisher/1" -> its table, or NULL. */
  const void* (*get_interface)(void* self, const char* id); /* [any] */
  /* Only wakes work up; idempotent. Optional. */
  void (*stop)(void* self); /* [any] */
  /* Joins every thread the component started. */
  void (*destroy)(void* self); /* [main] */
} sluice_factory;

typedef struct sluice_entry_v1 {
  uint32_t struct_size;
  uint16_t abi_major, abi_minor; /* what the plugin was compiled against */
  uint32_t record_layout;
  uint32_t reserved;
  sluice_slice toolchain;                                   /* for diagnostics: compiler and SDK */
  sluice_status (*init)(const sluice_host*, sluice_error*); /* [main] optional, may be repeated */
  void (*deinit)(void);                                     /* [main] optional */
  const void* (*get_factory)(const char* id);               /* [any] NULL if unknown */
} sluice_entry_v1;

/* The only exported symbol. */
extern SLUICE_EXPORT const sluice_entry_v1 sluice_plugin_v1;

/* ---- manifest section ----------------------------------------------------------------------- */

#define SLUICE_MANIFEST_SECTION ".sluice" /* PE cuts section names at 8 characters */
#define SLUICE_MANIFEST_MAGIC "SLUICE1"

/* Starts the section; `json_size` bytes of JSON follow. Read without running plugin code;
 * sluice_add_plugin() writes it from manifest.json. */
typedef struct sluice_manifest_header {
  char magic[8];
  uint16_t abi_major, abi_minor;
  uint32_t record_layout;
  uint32_t json_size;
  uint32_t reserved;
} sluice_manifest_header;

/* The manifest's JSON, defined by the file sluice_add_plugin() generates. */
extern const sluice_slice sluice_plugin_manifest;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_ABI_H */
