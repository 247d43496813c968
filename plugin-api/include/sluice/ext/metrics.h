/* sluice/ext/metrics.h: counters of a component. The summary of a run shows what only
 * the component can count. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_METRICS_H
#define SLUICE_EXT_METRICS_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_METRICS "sluice.metrics/1"

/* Counters shown in the run's summary as `instance.name`. */
typedef struct sluice_metrics {
  uint32_t struct_size;
  /* [any] */
  void (*add)(const struct sluice_host*, sluice_slice name, int64_t delta);
} sluice_metrics;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_METRICS_H */
