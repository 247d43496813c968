/* sluice/ext/log.h: lines in the host's log. They carry the component's name and no
 * secrets. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_LOG_H
#define SLUICE_EXT_LOG_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_LOG "sluice.log/1"

enum { SLUICE_LOG_DEBUG, SLUICE_LOG_INFO, SLUICE_LOG_WARNING, SLUICE_LOG_ERROR };

/* Lines carry the component's instance name; secrets are redacted. */
typedef struct sluice_log {
  uint32_t struct_size;
  /* [any] */
  void (*write)(const struct sluice_host*, int32_t severity, sluice_slice message);
} sluice_log;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_LOG_H */
