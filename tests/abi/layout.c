/* Compiles only if the boundary is what is written down: sizes, offsets and numbers. C and C++. */
#include <sluice/abi.h>
#include <sluice/ext/authorization.h>
#include <sluice/ext/catalogue.h>
#include <sluice/ext/clock.h>
#include <sluice/ext/committed.h>
#include <sluice/ext/connect_check.h>
#include <sluice/ext/credentials.h>
#include <sluice/ext/documents.h>
#include <sluice/ext/environment.h>
#include <sluice/ext/findings.h>
#include <sluice/ext/flush.h>
#include <sluice/ext/http.h>
#include <sluice/ext/listener.h>
#include <sluice/ext/log.h>
#include <sluice/ext/members.h>
#include <sluice/ext/metrics.h>
#include <sluice/ext/outlook.h>
#include <sluice/ext/record_keys.h>
#include <sluice/ext/secret.h>
#include <sluice/ext/secret_names.h>
#include <sluice/ext/state.h>
#include <sluice/ext/tables.h>
#include <sluice/ext/work_folder.h>
#include <sluice/manifest.h>
#include <sluice/record.h>

/* Stands alone a second time. */
#include <sluice/abi.h>

#define SIZE(type, bytes) SLUICE_STATIC_ASSERT(sizeof(type) == (bytes), #type " has another size");
#define GROWS(type, bytes) SLUICE_STATIC_ASSERT(sizeof(type) >= (bytes), #type " is shorter");
#define AT(type, member, offset) \
  SLUICE_STATIC_ASSERT(offsetof(type, member) == (offset), #type "." #member " moved");
#define IS(name, value) SLUICE_STATIC_ASSERT((name) == (value), #name " has another value");

#if UINTPTR_MAX == UINT64_MAX
#include "layout.inc"
#endif

IS(SLUICE_ABI_MAJOR, 1)
IS(SLUICE_RECORD_LAYOUT, 1)
IS(SLUICE_OK, 0)
IS(SLUICE_END, 1)
IS(SLUICE_E_INVALID, 2)
IS(SLUICE_E_UNSUPPORTED, 3)
IS(SLUICE_E_AUTH, 4)
IS(SLUICE_E_UNAVAILABLE, 5)
IS(SLUICE_E_TIMEOUT, 6)
IS(SLUICE_E_CANCELLED, 7)
IS(SLUICE_E_RATE_LIMITED, 8)
IS(SLUICE_E_DATA, 9)
IS(SLUICE_E_INTERNAL, 10)
IS(SLUICE_E_NO_MEMORY, 11)
IS(SLUICE_KIND_NULL, 0)
IS(SLUICE_KIND_FALSE, 1)
IS(SLUICE_KIND_TRUE, 2)
IS(SLUICE_KIND_NUMBER, 3)
IS(SLUICE_KIND_STRING, 4)
IS(SLUICE_KIND_ARRAY, 5)
IS(SLUICE_KIND_OBJECT, 6)
IS(SLUICE_KIND_RAW, 7)
IS(SLUICE_VALUE_JSON, 1)
IS(SLUICE_VALUE_PLAIN, 2)
IS(SLUICE_VALUE_OBJECT, 4)
IS(SLUICE_RECORD_LIVE, 0)
IS(SLUICE_RECORD_FILTERED, 1)
IS(SLUICE_RECORD_FAILED, 2)
IS(SLUICE_OP_UPSERT, 0)
IS(SLUICE_OP_DELETE, 1)
IS(SLUICE_OP_EVENT, 2)
IS(SLUICE_LOG_DEBUG, 0)
IS(SLUICE_LOG_ERROR, 3)
IS(SLUICE_HTTP_REQUEST_SAFE, 1)
IS(sizeof SLUICE_MANIFEST_MAGIC, 8)
IS(sizeof SLUICE_MANIFEST_SECTION, sizeof ".sluice")
