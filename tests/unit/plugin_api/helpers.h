/* What helpers.c does with the first record of a batch. */
#ifndef SLUICE_TEST_HELPERS_H
#define SLUICE_TEST_HELPERS_H

#include "sluice/record.h"

#ifdef __cplusplus
extern "C" {
#endif

sluice_status helpers_set_number(sluice_batch* batch, const char* name, int64_t number);
sluice_status helpers_append(sluice_batch* batch, const char* name);
sluice_status helpers_require(sluice_batch* batch, const char* name, int kind, sluice_error* error);

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_TEST_HELPERS_H */
