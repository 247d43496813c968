/* sluice/ext/connect_check.h: a client that can be tried. Optional interface of a client, for
 * `sluice check --connect`: a wrong address or token shows before the first run. C11 and
 * C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_CONNECT_CHECK_H
#define SLUICE_EXT_CONNECT_CHECK_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_CONNECT_CHECK "sluice.connect_check/1"

typedef struct sluice_connect_check {
  uint32_t struct_size;
  /* [lane] Reaches the remote system and authenticates, with one cheap read; puts what was found,
   * for a person to read; no secret. */
  sluice_status (*connect)(void* self, sluice_text* found, const sluice_cancel*, sluice_error*);
  /* [lane] Which of the `needs` of an outlook the credential lacks; no put: none. END: the remote
   * system does not say. No I/O; after connect. */
  sluice_status (*missing)(void* self, sluice_slice needs, sluice_text* out, sluice_error*);
} sluice_connect_check;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_CONNECT_CHECK_H */
