/* sluice/ext/state.h: what a transformer keeps between runs. It is committed
 * together with the place the run has reached. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_STATE_H
#define SLUICE_EXT_STATE_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_STATE "sluice.state/1"

/* A transformer's own keys. Writes belong to the batch: later batches read them at once, they are
 * committed with the batch's cursor, and lost with it. */
typedef struct sluice_state {
  uint32_t struct_size;
  /* [lane] OK with or without a `put` into `out`: no put means no such key. */
  sluice_status (*get)(const struct sluice_host*, sluice_batch*, sluice_slice key,
                       sluice_text* out);
  /* [lane] An empty value removes the key. */
  sluice_status (*put)(const struct sluice_host*, sluice_batch*, sluice_slice key,
                       sluice_slice value);
  /* [lane] 1 if the walk continues where an earlier run stopped, or the run is a retry of tasks,
   * which begins no walk; 0 if it began in this run. */
  int32_t (*resumed)(const struct sluice_host*);
  /* [lane] `put` because of record `index` of the batch: it counts once everything that came from
   * the same record as it was read is delivered or filtered. If some of it parks, nothing was put
   * until a retry has brought it through or a person skipped it; then it counts, unless one of the
   * keys put for this record was put anew meanwhile: all of them count or none. */
  sluice_status (*put_for)(const struct sluice_host*, sluice_batch*, size_t index, sluice_slice key,
                           sluice_slice value);
  /* [lane] Which run of the pipeline this is: a component may live through several, of which each
   * has another number, unless the one before left nothing in the store. */
  int64_t (*run)(const struct sluice_host*);
  /* [lane] 1 if the run is a retry of tasks: a walk may be under way, to which its records do not
   * belong and which it does not end. What it holds until its own end is kept apart from what that
   * walk holds. */
  int32_t (*is_retry)(const struct sluice_host*);
  /* [lane] `put_for` of what a component holds until its walk's end. If it does not count at once,
   * that walk may be over when it does, and another may have put something else at `key`. So it
   * joins the list `late` then: at `late` followed by the number of what joined it before, which
   * is at `late` followed by "c". Only the host adds to a list, also while a run is under way;
   * what was used is removed by `put`, and the number stays. */
  sluice_status (*put_or_join_for)(const struct sluice_host*, sluice_batch*, size_t index,
                                   sluice_slice key, sluice_slice late, sluice_slice value);
} sluice_state;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_STATE_H */
