/* sluice/ext/outlook.h: what a component can report before it runs. Optional interface of a
 * subscriber or publisher, for `sluice plan` and `sluice check --connect`. C11 and C++20.
 * Conventions are those of abi.h. */
#ifndef SLUICE_EXT_OUTLOOK_H
#define SLUICE_EXT_OUTLOOK_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_OUTLOOK "sluice.outlook/1"

typedef struct sluice_outlook {
  uint32_t struct_size;
  /* [lane] No I/O. The permissions its configured work needs, as its client understands them; no
   * put: none.
   */
  sluice_status (*needs)(void* self, sluice_text* out, sluice_error*);
  /* [lane] No I/O. How many requests moving `records` records takes, if nothing is repeated. END:
   * not known. */
  sluice_status (*requests)(void* self, uint64_t records, uint64_t* out, sluice_error*);
} sluice_outlook;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_OUTLOOK_H */
