/* What plugin and benchmark agree on. */
#ifndef SLUICE_BENCH_CALLS_H
#define SLUICE_BENCH_CALLS_H

/* Host calls within one transform. */
#define CALLS_A_TRANSFORM 1000

#endif
