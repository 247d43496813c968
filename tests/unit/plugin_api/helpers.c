/* The helpers of sluice/record.h, called from C as a C author calls them. */
#include "helpers.h"

sluice_status helpers_set_number(sluice_batch* batch, const char* name, int64_t number) {
  sluice_key key = sluice_key_of(name, strlen(name));
  return sluice_set(batch, &sluice_record_at(batch, 0)->root, &key, sluice_number(batch, number));
}

sluice_status helpers_append(sluice_batch* batch, const char* name) {
  sluice_key key = sluice_key_of(name, strlen(name));
  return sluice_find_or_append(batch, &sluice_record_at(batch, 0)->root, &key) ? SLUICE_OK
                                                                               : batch->fault;
}

sluice_status helpers_require(sluice_batch* batch, const char* name, int kind,
                              sluice_error* error) {
  sluice_key key = sluice_key_of(name, strlen(name));
  return sluice_require(batch, &sluice_record_at(batch, 0)->root, &key, kind, error) ? SLUICE_OK
                                                                                     : error->code;
}
