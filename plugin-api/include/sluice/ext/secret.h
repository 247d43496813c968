/* sluice/ext/secret.h: texts that must not be shown. A secret that a component learns is
 * masked wherever the host writes. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_SECRET_H
#define SLUICE_EXT_SECRET_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_SECRET "sluice.secret/1"

/* From now on this text never appears in a log, an error or a task. */
typedef struct sluice_secret {
  uint32_t struct_size;
  /* [any] */
  void (*protect)(const struct sluice_host*, sluice_slice value);
} sluice_secret;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_SECRET_H */
