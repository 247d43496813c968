/* sluice/ext/committed.h: tells a subscriber how far its records are delivered, so that it can take
 * away what it has read, as files. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_COMMITTED_H
#define SLUICE_EXT_COMMITTED_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_COMMITTED "sluice.committed/1"

/* Asked for with get_interface; NULL: this subscriber need not know. Not called where nothing is
 * delivered for good, as in `sluice preview`. */
typedef struct sluice_committed {
  uint32_t struct_size;
  /* [lane] `cursor`, empty if there is none, is committed: the records up to it are delivered,
   * filtered or parked. Called before a run opens its walk, so that a run that was killed misses
   * nothing, and once after a run's last commit. A failure fails the run; what was committed stays
   * so. */
  sluice_status (*committed)(void* self, sluice_slice cursor, const sluice_cancel*, sluice_error*);
} sluice_committed;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_COMMITTED_H */
