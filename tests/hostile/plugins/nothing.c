/* A library that has nothing the host could use. */
#include <sluice/abi.h>

SLUICE_EXPORT int32_t nothing_at_all(void);
int32_t nothing_at_all(void) { return SLUICE_ABI_MAJOR; }
