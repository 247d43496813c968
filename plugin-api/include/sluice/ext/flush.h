/* sluice/ext/flush.h: records of a transformer that come after the last batch of a walk, such as
 * groups of what it took in. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_FLUSH_H
#define SLUICE_EXT_FLUSH_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_FLUSH "sluice.flush/1"

/* What such a transformer takes in it filters, and keeps in its state (sluice.state/1): that is
 * committed with the cursor, so that a run that was killed loses nothing of it, however far the
 * cursor has come. Asked for with get_interface; NULL: this component holds nothing. The host calls
 * it for the pipeline's own steps only, not for those of a target, a hook or a request, and not
 * under `each`. */
typedef struct sluice_flush {
  uint32_t struct_size;
  /* [lane] The walk is over, and all its batches are settled. Adds records to the empty batch with
   * add_source; they pass the steps behind this one. OK: the host calls again once they are
   * settled, that is delivered, filtered or parked. END: there are no more after these. `first`: 1
   * in the first call after a walk. With SLUICE_BATCH_PARTIAL in `into->flags` the walk left out
   * some of what the source has, or a record of it parked or was dropped by on_error before this
   * step or at it: what did not come here may still be there. After a retry of tasks the
   * host calls as well, though no walk is over (sluice_state.is_retry). State that this call writes
   * is kept when it returns, whatever becomes of the records: what the records of a call were made
   * of may be removed from the state in the next call, not in the same one. A run that stops in
   * between makes them again. */
  sluice_status (*flush)(void* self, int32_t first, struct sluice_batch* into, const sluice_cancel*,
                         sluice_error*);
} sluice_flush;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_FLUSH_H */
