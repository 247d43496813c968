/* sluice/ext/documents.h: a batch for texts that are not records. A component reads its
 * configuration with the same functions as records. C11 and C++20. Conventions are those
 * of abi.h. */
#ifndef SLUICE_EXT_DOCUMENTS_H
#define SLUICE_EXT_DOCUMENTS_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_DOCUMENTS "sluice.documents/1"

/* `parse` into the batch, read, release. */
typedef struct sluice_documents {
  uint32_t struct_size;
  /* [any] NULL: no memory. */
  sluice_batch* (*create)(const struct sluice_host*);
  /* [any] */
  void (*release)(const struct sluice_host*, sluice_batch*);
} sluice_documents;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_DOCUMENTS_H */
