/* sluice/abi.h: the plugin boundary: everything that crosses between the host and a plugin.
 * C11 and C++20. Reading order: entry -> factory -> component -> interfaces, then records.
 * <sluice/record.h> declares the functions on records, sluice/ext/ has one header per host
 * service. C++ authors include <sluice/plugin.hpp>, which wraps all of it; C authors write against
 * these files (example: share/sluice/examples, title_case).
 *
 * Conventions:
 *  1. Text is UTF-8 in a `sluice_slice`, not NUL-terminated. {NULL, 0} is empty. A slice passed
 *     to a function is borrowed for the call unless its comment says longer.
 *  2. Every pointer stored in a batch points into the batch's page, into its arena, or at text that
 *     the host interned (`intern`, at create). Never into plugin memory or static data.
 *  3. No exception may leave a function, in either direction.
 *  4. Tables start with `struct_size` and grow only at the end. Test what may be absent with
 *     SLUICE_HAS: the loader fills missing slots with stubs that return SLUICE_E_UNSUPPORTED.
 *  5. Thread tags, one per function, above it:
 *       [main]  load, create, destroy: one at a time, no other call on that component runs.
 *       [lane]  one call at a time, always from the component's own lane (thread).
 *       [any]   from any thread, also while another call runs.
 *  6. Times are in the unit the name ends in (`_ms`, `_us`); sizes are in bytes.
 *  7. Enumerators are prefixed by their type (SLUICE_KIND_NULL), failing statuses by E_.
 *
 * Ownership: who makes a thing, who releases it, and with what.
 *   batch of a pipeline, page, arena     host         host; a component never releases one
 *   batch for texts of its own           component    component: documents.create, .release
 *   memory and text within a batch       component    with the batch
 *   text of `intern`                     host         never: it lives as long as the process
 *   component (`self`)                   factory      host, with factory.destroy
 *   client (sluice_component)            host         host, after every component that uses it
 *   sluice_host and service tables       host         host, after every component
 *   HTTP session                         component    component: http.open, http.close
 *   HTTP exchange with its response      component    component: .start, http.release
 *   credential lease                     component    component: credentials.acquire, .release
 *   listener                             component    component: listener.open, listener.close
 *   sluice_error, sluice_text, outcomes  caller       caller: plain memory, nothing to release
 *   entry, factory, interface tables     plugin       never: static data
 *
 * How a failure is reported:
 *   status   what a function returns: what the host does next (retry, park the record, stop).
 *   error    the caller's sluice_error, filled when the status fails: what a person should know.
 *   fault    sluice_batch.fault: the status of the last host function on this batch that
 *            failed; the host keeps its message for fail_record. Clear it before a record.
 *   outcome  what a publisher reports for each record of a batch: also a status and a message.
 */
#ifndef SLUICE_ABI_H
#define SLUICE_ABI_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif
#define SLUICE_ABI_MAJOR 1
#define SLUICE_ABI_MINOR 0

/* Layout of value, member, record, batch and arena. The host does not load another layout. */
#ifndef SLUICE_RECORD_LAYOUT
#define SLUICE_RECORD_LAYOUT 1
#endif

#if defined(_WIN32)
#define SLUICE_EXPORT __declspec(dllexport)
#else
#define SLUICE_EXPORT __attribute__((visibility("default")))
#endif

/* True if `table` is new enough to have `member`, and has it. */
#define SLUICE_HAS(table, member)                                                                  \
  ((table)->struct_size >= (size_t)((const char*)(&(table)->member + 1) - (const char*)(table)) && \
   (table)->member)

typedef struct sluice_slice {
  const char* data;
  size_t size;
} sluice_slice;

typedef struct sluice_pair {
  sluice_slice name, value;
} sluice_pair;

/* What the host does next. */
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
  SLUICE_E_NO_MEMORY = 11,   /* the batch's memory is exhausted: its records run one by one      */
  SLUICE_PAUSED = 12         /* of poll: this run ends, the next continues at the cursor         */
};

/* Caller-owned, zeroed except for struct_size; the callee fills it. */
typedef struct sluice_error {
  uint32_t struct_size;
  sluice_status code;
  uint32_t retry_after_ms; /* 0: the host's own back-off */
  int32_t remote_code;     /* HTTP status or errno; 0 if none */
  char message[496];       /* NUL-terminated; starts lower-case, names the thing, no full stop */
  uint32_t attempts; /* at the remote system until it failed; 0: not said. The host adds its own */
  uint32_t reserved;
} sluice_error;

/* A result of unknown length, kept by the host. `put` copies; each further `put` is one more. */
typedef struct sluice_text {
  uint32_t struct_size;
  void (*put)(struct sluice_text*, sluice_slice); /* [lane] */
  void* host_data;
} sluice_text;

/* Cancellation of one call. Add `wake` to your poll set, or call `requested` at intervals. A
 * cancelled call starts nothing new and returns within milliseconds. It may wait, for
 * `remaining_ms`, only for work under way that cannot be undone, such as a write that was sent. */
typedef struct sluice_cancel {
  uint32_t struct_size;
  intptr_t wake; /* readable once cancelled: an fd, on Windows a HANDLE; -1 if none */
  /* [any] */
  int32_t (*requested)(const struct sluice_cancel*);
  /* [any] INT64_MAX if there is no deadline. After cancellation: the time left for work under way;
   * 0: none is left. */
  int64_t (*remaining_ms)(const struct sluice_cancel*);
  void* host_data;
} sluice_cancel;

/* ---- entry, factory, component ------------------------------------------------------------- */

/* What the host gives a component at create. */
typedef struct sluice_host {
  uint32_t struct_size;
  uint16_t abi_major, abi_minor;
  sluice_slice instance; /* name of this instance: "clients.shop", "pipelines.p.transformers[0]" */
  /* [any] A service's table by its id (SLUICE_EXT_HTTP), or NULL: see sluice/ext/. */
  const void* (*get_extension)(const struct sluice_host*, const char* id);
  /* [any] Text that lives as long as the process; equal text, equal pointer. For create, not for
   * records. {NULL, 0} when out of memory. */
  sluice_slice (*intern)(const struct sluice_host*, sluice_slice text);
  void* host_data;
} sluice_host;

/* The only exported symbol is one of these. The host reads the plugin's manifest before it, without
 * running any code of the plugin (sluice/manifest.h). */
typedef struct sluice_entry_v1 {
  uint32_t struct_size;
  uint16_t abi_major, abi_minor; /* what the plugin was compiled against */
  uint32_t record_layout;
  uint32_t reserved;
  sluice_slice toolchain; /* for diagnostics: compiler and SDK */
  /* [main] Optional; may be called again. */
  sluice_status (*init)(const sluice_host*, sluice_error*);
  /* [main] Optional. */
  void (*deinit)(void);
  /* [any] SLUICE_FACTORY, SLUICE_EXT_CATALOGUE; NULL if unknown. */
  const void* (*get_factory)(const char* id);
} sluice_entry_v1;

extern SLUICE_EXPORT const sluice_entry_v1 sluice_plugin_v1;

/* A component as others see it: a client handed to its users. */
typedef struct sluice_component {
  uint32_t struct_size;
  void* self;
  /* [any] As factory.get_interface. */
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

#define SLUICE_FACTORY "sluice.factory/1"
typedef struct sluice_factory {
  uint32_t struct_size;
  sluice_slice manifest; /* the JSON of the manifest section; may be empty */
  /* [main] No I/O here: `sluice check` creates components, too. */
  sluice_status (*create)(const sluice_host*, const sluice_create*, void** self, sluice_error*);
  /* [any] SLUICE_PUBLISHER -> its table, or NULL. */
  const void* (*get_interface)(void* self, const char* id);
  /* [any] Optional. Only wakes work up; may be called again. */
  void (*stop)(void* self);
  /* [main] Joins every thread the component started. */
  void (*destroy)(void* self);
  /* [any] Id of component `index` of the code; {NULL, 0} past the last. Optional: for checks. */
  sluice_slice (*component)(size_t index);
} sluice_factory;

/* ---- interfaces of components ---------------------------------------------------------------- */

struct sluice_batch;
struct sluice_http_request; /* this one and the next two: sluice/ext/http.h */
struct sluice_http_exchange;
struct sluice_http_response;

/* A session with a remote system; the host owns one instance per `clients:` entry, made before and
 * destroyed after its users, which call it through this table. */
#define SLUICE_CLIENT "sluice.client/1"
typedef struct sluice_client {
  uint32_t struct_size;
  /* [any] What cursors read through this client belong to (base URI, account): part of their
   * fingerprint. No secret. */
  sluice_status (*identity)(void* self, sluice_text* out, sluice_error*);
  /* [any] As http.start, with the client's address, credentials and rules added. `segments` are
   * appended to the client's own prefix. Release with http.release. */
  sluice_status (*start)(void* self, const struct sluice_http_request*,
                         struct sluice_http_exchange**, sluice_error*);
  /* [any] As http.finish; an error response becomes a failing status with a message that says
   * so. */
  sluice_status (*finish)(void* self, struct sluice_http_exchange*, struct sluice_batch* into,
                          struct sluice_http_response*, const sluice_cancel*, sluice_error*);
} sluice_client;

/* A source that is polled. A walk is one pass from a cursor to the end. */
#define SLUICE_SUBSCRIBER "sluice.subscriber/1"
typedef struct sluice_subscriber {
  uint32_t struct_size;
  /* [lane] Begins a walk with the resolved request ({path, query, payload} as JSON; the configured
   * one after the request transformers). Puts into `identity` what a cursor of this walk belongs
   * to; the host keeps its hash beside the cursor. No I/O. */
  sluice_status (*open)(void* self, sluice_slice request, sluice_text* identity, sluice_error*);
  /* [lane] Where to start: a cursor this component gave; empty: from the beginning. No I/O. */
  sluice_status (*seek)(void* self, sluice_slice cursor, sluice_error*);
  /* [lane] Fills an empty batch with one page. OK without records: nothing yet, poll again. END:
   * the walk is over; PAUSED: only this run is (records and cursor of the batch still count). */
  sluice_status (*poll)(void* self, struct sluice_batch* into, const sluice_cancel*, sluice_error*);
} sluice_subscriber;

/* Changes a batch in place: sets records FILTERED, fails them, adds some. */
#define SLUICE_TRANSFORMER "sluice.transformer/1"
typedef struct sluice_transformer {
  uint32_t struct_size;
  /* [lane] A failing status fails the whole batch; one record fails with fail_record. */
  sluice_status (*transform)(void* self, struct sluice_batch*, const sluice_cancel*, sluice_error*);
} sluice_transformer;

/* For authors who prefer text. */
#define SLUICE_TEXT_TRANSFORMER "sluice.text_transformer/1"
typedef struct sluice_text_transformer {
  uint32_t struct_size;
  /* [lane] One record's JSON in, one put per record out; no put drops the record. A failure fails
   * this record only. */
  sluice_status (*transform)(void* self, sluice_slice record, sluice_text* out,
                             const sluice_cancel*, sluice_error*);
} sluice_text_transformer;

/* Flags of an outcome. IN_DOUBT, with E_DATA: it may have been carried out (a lost response), so it
 * is not offered again in this run; it parks if the target accepts others, else the run stops
 * without it. WANTS_RESPONSE, from the host: it uses `response`; WANTS_REFUSAL: 4 KiB of it, if not
 * accepted. NOT_SENT, with a failure that may pass: it was not tried, and uses up no attempt. */
enum { SLUICE_OUTCOME_IN_DOUBT = 1, SLUICE_OUTCOME_WANTS_RESPONSE = 2 };
enum { SLUICE_OUTCOME_WANTS_REFUSAL = 4, SLUICE_OUTCOME_NOT_SENT = 8 };
#define SLUICE_OUTCOME_RESPONSE_BYTES ((size_t)65536) /* of a longer body only the beginning */
#define SLUICE_OUTCOME_REFUSAL_BYTES ((size_t)4096)   /* and of a payload */

/* What became of a record. `status` OK: accepted. E_DATA: park it. UNAVAILABLE, TIMEOUT and
 * RATE_LIMITED: the host offers it again. CANCELLED: the call was cancelled, this one was not sent;
 * the next run offers it again. Any other: the run stops; the outcomes of other records count. */
typedef struct sluice_outcome {
  sluice_status status;
  uint32_t retry_after_ms;
  int32_t remote_code;
  uint16_t flags;
  uint16_t attempts;                                /* as in sluice_error */
  sluice_slice message, request, payload, response; /* in the batch's arena; "POST /x"; bodies */
} sluice_outcome;

/* A target. It may expand values by reading them, and changes nothing else in a batch. While one of
 * the records with an equal `order` (not 0) is to be offered again, those behind it are, too. */
#define SLUICE_PUBLISHER "sluice.publisher/1"
typedef struct sluice_publisher {
  uint32_t struct_size;
  /* [lane] Once, before the first publish: continue from a committed position (from flush; empty:
   * none yet). What was written after it is undone if the target can. */
  sluice_status (*resume)(void* self, sluice_slice position, const sluice_cancel*, sluice_error*);
  /* [lane] Takes the live records of the batch, in order; outcomes[i] belongs to record i (zeroed:
   * OK). A failing status is about the system: it parks no record. */
  sluice_status (*publish)(void* self, struct sluice_batch*, sluice_outcome* outcomes,
                           const sluice_cancel*, sluice_error*);
  /* [lane] Makes what was published durable, then puts the position. `last`: the walk is over. */
  sluice_status (*flush)(void* self, int32_t last, sluice_text* position, const sluice_cancel*,
                         sluice_error*);
  /* [lane] After the position of the last flush is committed; repeated after a crash (resume, then
   * finish). Optional. */
  sluice_status (*finish)(void* self, const sluice_cancel*, sluice_error*);
  /* [lane] After resume, when a walk that was interrupted starts over: what was published of it
   * comes again, so what is not finished may be dropped. Optional. */
  sluice_status (*restart)(void* self, const sluice_cancel*, sluice_error*);
  /* [lane] Optional, with settle: publish in two halves: the next batch is made while this
   * one is under way. Starts with the live records and need not wait for any; batch and outcomes
   * stay in place until settle. Several batches may be begun; only begin and settle are
   * called meanwhile. On failure nothing was begun. */
  sluice_status (*begin)(void* self, struct sluice_batch*, sluice_outcome* outcomes,
                         const sluice_cancel*, sluice_error*);
  /* [lane] Waits until each record of the batch begun first has its outcome. After a failure
   * (also a cancellation) nothing of that batch is under way any more; the others begun are still
   * settled. */
  sluice_status (*settle)(void* self, struct sluice_batch*, const sluice_cancel*, sluice_error*);
  /* [lane] Optional. Set: a record that is published twice is there twice (a POST without a key),
   * so the host keeps a note of each record in its store before it passes it to publish or begin. A
   * run that was killed left notes without an outcome: their records come here, live, before any is
   * published. Outcome OK: it was carried out. END: it was not, the host publishes it. E_DATA: it
   * is unknown, the host parks it. A transient failure is retried. */
  sluice_status (*recover)(void* self, struct sluice_batch*, sluice_outcome* outcomes,
                           const sluice_cancel*, sluice_error*);
} sluice_publisher;

/* ---- records ----------------------------------------------------------------------------------
 * A record is one JSON value as a lazy tree. A value of kind RAW is validated text that is not
 * parsed yet; touching a member expands that one level. Untouched text is written byte for byte.
 * Scalars are text too: a number is written with its original digits. <sluice/record.h> has the
 * functions that read and change them. */

/* Kinds of a value. */
/* clang-format off */
enum {
  SLUICE_KIND_NULL, SLUICE_KIND_FALSE, SLUICE_KIND_TRUE, SLUICE_KIND_NUMBER,
  SLUICE_KIND_STRING, SLUICE_KIND_ARRAY, SLUICE_KIND_OBJECT, SLUICE_KIND_RAW
};
/* clang-format on */

/* Flags of a value. */
enum {
  SLUICE_VALUE_JSON = 1,  /* string: text is JSON string content, valid between quotes unchanged */
  SLUICE_VALUE_PLAIN = 2, /* string: holds no escape, so text is the decoded string as well      */
  SLUICE_VALUE_OBJECT = 4 /* raw: text is an object; without it an array. Scalars are never raw  */
};

struct sluice_member;
/* 16 bytes. Every kind but array and object is a text slice; null, false and true hold their
 * spelling, so all scalars are copied alike. A string without VALUE_JSON is escaped when written.
 */
typedef struct sluice_value {
  uint8_t kind, flags;
  uint16_t room; /* array, object: free slots after `size`. Other kinds: the host's mark of what */
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
  uint32_t key_head; /* first 4 bytes, zero padded: with key_size one 64-bit compare */
  sluice_value value;
} sluice_member;

enum { SLUICE_RECORD_LIVE = 0, SLUICE_RECORD_FILTERED = 1, SLUICE_RECORD_FAILED = 2 };
enum { SLUICE_OP_UPSERT = 0, SLUICE_OP_DELETE = 1, SLUICE_OP_EVENT = 2 };

/* Index with the batch's record_stride (sluice_record_at), not with your sizeof. */
typedef struct sluice_record {
  sluice_value root;
  sluice_slice source; /* text as it arrived; what a parked task keeps */
  sluice_slice key;    /* ordering key, may be empty */
  int64_t time_us;     /* event time, UTC; INT64_MIN if unknown */
  uint32_t op;         /* SLUICE_OP_ */
  int32_t state;       /* SLUICE_RECORD_; set FILTERED yourself, FAILED only with fail_record */
  uint32_t origin;     /* number of the record, as it was read, that this one comes from */
  uint32_t order;      /* not 0: see sluice_publisher */
} sluice_record;

/* At a walk's END, in the batch of `poll` or of a flush: it left out some of what is there. */
enum { SLUICE_BATCH_PARTIAL = 1 };
/* Records that travel together, usually one page. sluice/record.h has its arena and tables. */
typedef struct sluice_batch {
  uint32_t struct_size;
  uint32_t record_stride;
  sluice_record* records;
  size_t count;
  struct sluice_arena* arena;
  const struct sluice_json* json;
  const struct sluice_records* records_api;
  sluice_slice text;   /* the page: at least 64 readable bytes follow it, the first one NUL */
  sluice_slice cursor; /* read it; set it with set_cursor */
  int32_t fault;       /* the last failure of a host call on this batch: see above */
  uint32_t flags;      /* SLUICE_BATCH_ */
  void* host_data;
  const struct sluice_element* elements; /* by record, under a step's `each`; else NULL */
} sluice_batch;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_ABI_H */
