/* sluice/ext/credentials.h: credentials that change while they are used, such as OAuth tokens.
 * They survive the process, are kept encrypted, and are renewed once for all users.
 * C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_CREDENTIALS_H
#define SLUICE_EXT_CREDENTIALS_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_CREDENTIALS "sluice.credentials/1"

typedef struct sluice_credential_lease sluice_credential_lease;

/* The host keeps them encrypted in the state store, for all pipelines and processes on it.
 * `identity` names a credential: equal for equal credentials, no secret. Secrets are text. What is
 * read or written here is not masked in logs until you call sluice.secret/1's `protect`. Lines
 * "name=value" can be replayed from a recording, with placeholders for all values but times (Unix
 * seconds) and numbers below 1000; any other text is replaced whole. */
typedef struct sluice_credentials {
  uint32_t struct_size;
  /* [any] E_INVALID with what to configure if this host has no key to encrypt with. No I/O. */
  sluice_status (*usable)(const struct sluice_host*, sluice_error*);
  /* [any] What is kept: no put means nothing. `*version` changes with every replace; 0: nothing
   * kept. */
  sluice_status (*read)(const struct sluice_host*, sluice_slice identity, uint64_t* version,
                        sluice_text* out, sluice_error*);
  /* [any] Waits until nobody else on the store holds this credential's lease. It ends with release
   * or, should the process die, after `lease_ms`. */
  sluice_status (*acquire)(const struct sluice_host*, sluice_slice identity, int64_t lease_ms,
                           const sluice_cancel*, sluice_credential_lease**, sluice_error*);
  /* [any] */
  void (*release)(sluice_credential_lease*);
  /* [any] Replaces what was read as `*version`, in one step and durable on return, and sets the
   * new version. E_UNAVAILABLE, and nothing is changed, if the version has changed since. */
  sluice_status (*replace)(const struct sluice_host*, sluice_slice identity, uint64_t* version,
                           sluice_slice secret, sluice_error*);
} sluice_credentials;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_CREDENTIALS_H */
