/* sluice/ext/authorization.h: a client whose credentials a person grants. Optional interface of
 * a client, for `sluice auth`: a plugin with OAuth needs no browser and no listener. C11
 * and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_AUTHORIZATION_H
#define SLUICE_EXT_AUTHORIZATION_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_AUTHORIZATION "sluice.authorization/1"

/* The host opens the browser, listens for its return and checks `state`. */
typedef struct sluice_authorization {
  uint32_t struct_size;
  /* [lane] Where the browser returns to, as registered with the remote system: a loopback address
   * ("http://127.0.0.1:8710/callback"; port 0: any). No I/O. */
  sluice_status (*redirect)(void* self, sluice_text* uri, sluice_error*);
  /* [lane] The address to open. `redirect` has the real port. No I/O. */
  sluice_status (*begin)(void* self, sluice_slice redirect, sluice_slice state, sluice_text* url,
                         sluice_error*);
  /* [lane] What the browser returned with, decoded. Fetches and keeps the credentials, and puts
   * what was granted, for a person to read; no secret. */
  sluice_status (*complete)(void* self, sluice_slice redirect, const sluice_pair* query,
                            size_t query_count, sluice_text* granted, const sluice_cancel*,
                            sluice_error*);
} sluice_authorization;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_AUTHORIZATION_H */
