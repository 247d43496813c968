/* sluice/ext/secret_names.h: texts of the config without the secrets in them, for keys and digests
 * that outlive a secret's value. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_SECRET_NAMES_H
#define SLUICE_EXT_SECRET_NAMES_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_SECRET_NAMES "sluice.secret_names/1"

typedef struct sluice_secret_names {
  uint32_t struct_size;
  /* [any] Puts `text` with a name in the place of each secret that the config inserts: the same
   * when the secret has another value. There is no way back: a cursor may hold secrets as they are,
   * the host takes care of it. */
  sluice_status (*name)(const struct sluice_host*, sluice_slice text, sluice_text* out);
} sluice_secret_names;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_SECRET_NAMES_H */
