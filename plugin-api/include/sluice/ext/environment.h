/* sluice/ext/environment.h: environment variables that the configuration's `host.env` declares.
 * Expressions in settings can use them, and no others. C11 and C++20. Conventions are
 * those of abi.h. */
#ifndef SLUICE_EXT_ENVIRONMENT_H
#define SLUICE_EXT_ENVIRONMENT_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_ENVIRONMENT "sluice.environment/1"

typedef struct sluice_environment {
  uint32_t struct_size;
  /* [main] Puts the value of `name`. E_INVALID, saying what to do: it is not declared, or not set.
   */
  sluice_status (*get)(const struct sluice_host*, sluice_slice name, sluice_text* out,
                       sluice_error*);
} sluice_environment;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_ENVIRONMENT_H */
