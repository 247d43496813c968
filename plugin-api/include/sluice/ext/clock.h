/* sluice/ext/clock.h: the time to use. A run from a recording sees the time of the run
 * that was recorded. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_CLOCK_H
#define SLUICE_EXT_CLOCK_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_CLOCK "sluice.clock/1"

typedef struct sluice_clock {
  uint32_t struct_size;
  /* [any] Microseconds since 1970 UTC. */
  int64_t (*unix_us)(const struct sluice_host*);
  /* [any] Waits `ms`; 0: `cancel` (may be NULL) was requested before they were over. In a run from
   * a recording no time passes. */
  int32_t (*wait)(const struct sluice_host*, int64_t ms, const sluice_cancel* cancel);
} sluice_clock;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_CLOCK_H */
