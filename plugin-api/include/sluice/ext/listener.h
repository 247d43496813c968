/* sluice/ext/listener.h: requests from outside (webhooks) as records. A plugin needs no
 * server of its own, and the response to an event is sent only after the event is kept. C11 and
 * C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_LISTENER_H
#define SLUICE_EXT_LISTENER_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_LISTENER "sluice.listener/1"

/* Where to listen, and how much to take. Borrowed for the call to `open`. */
typedef struct sluice_listener_settings {
  uint32_t struct_size;
  uint32_t port;                 /* 0: any free one; the log names it                           */
  sluice_slice address;          /* "127.0.0.1"                                                 */
  sluice_slice path;             /* "/hooks": this and all below; others: 404       */
  sluice_slice source;           /* whose events: those of another source are not returned      */
  sluice_slice certificate, key; /* PEM files: TLS; both empty: none                     */
  uint64_t body_bytes;           /* a larger body gets a 413                                  */
  uint64_t events;               /* stored and not delivered yet; more: 503              */
  uint64_t remember_s;           /* how long repeats of an event are recognised          */
} sluice_listener_settings;

/* A POST to the path, complete. Lives for the call to `decide`. */
typedef struct sluice_listener_request {
  uint32_t struct_size;
  uint32_t reserved;
  sluice_slice path; /* after the settings' path: "" or "/product.update"; not decoded */
  sluice_slice content_type, body;
  /* [any] */
  sluice_slice (*header)(const struct sluice_listener_request*, sluice_slice name);
  void* host_data;
} sluice_listener_request;

/* What to do with it. Zeroed except for struct_size and the texts. */
typedef struct sluice_listener_decision {
  uint32_t struct_size;
  int32_t status;      /* HTTP; 2xx: accepted, sent when the event is durable, else 503 */
  sluice_text* event;  /* of 2xx: JSON, the record's text                               */
  sluice_text* entity; /* of 2xx: its entity, becomes the record's key             */
  int64_t version;     /* of the entity; -1: not known. An event that is not newer than the */
                       /* entity's latest one (without versions: equals it) is a repeat   */
  sluice_text* reason; /* of others: for the log; no secret                              */
} sluice_listener_decision;

typedef struct sluice_listener_handler {
  uint32_t struct_size;
  /* [any] */
  void (*decide)(void* self, const sluice_listener_request*, sluice_listener_decision*);
} sluice_listener_handler;

typedef struct sluice_listener sluice_listener;

/* For a pipeline's subscriber: a server of the host, and the events it accepted, kept in the
 * state store until they are delivered. The resume point of a walk over them is
 * the number of the last one; the host sets it, and deletes events in the commit that passes them.
 */
typedef struct sluice_listener_service {
  uint32_t struct_size;
  /* [lane] Binds and listens; `decide` and `self` outlive the listener. E_INVALID: the address, the
   * certificate or the caller is wrong; E_UNAVAILABLE: the port is taken. */
  sluice_status (*open)(const struct sluice_host*, const sluice_listener_settings*,
                        const sluice_listener_handler*, void* self, sluice_listener** out,
                        sluice_error*);
  /* [lane] Waits `wait_ms` at most for events with numbers above `after`, and puts up to `most` of
   * them into the empty batch: one record each, with its text, key and time of arrival. Sets the
   * cursor and `*last` to the number of the last one. None: OK, the batch stays empty. */
  sluice_status (*take)(sluice_listener*, sluice_batch* into, int64_t after, uint32_t most,
                        int64_t wait_ms, const sluice_cancel*, int64_t* last, sluice_error*);
  /* [any] Ends every connection; no `decide` runs on return. */
  void (*close)(sluice_listener*);
} sluice_listener_service;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_LISTENER_H */
