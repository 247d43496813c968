/* sluice/manifest.h: what a plugin says of itself: its manifest (components, schemas), as data in a
 * section of the library, so the host reads it without running the plugin's code; and for
 * authors in C the plugin's entry. C11 and C++20. */
#ifndef SLUICE_MANIFEST_H
#define SLUICE_MANIFEST_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_MANIFEST_SECTION ".sluice" /* PE cuts section names at 8 characters */
#define SLUICE_MANIFEST_MAGIC "SLUICE1"

/* Starts the section; `json_size` bytes of JSON follow. */
typedef struct sluice_manifest_header {
  char magic[8];
  uint16_t abi_major, abi_minor;
  uint32_t record_layout;
  uint32_t json_size;
  uint32_t reserved;
} sluice_manifest_header;

/* The manifest's JSON, defined by what wrote the section: SLUICE_MANIFEST, or sluice_add_plugin()
 * from manifest.json. */
extern const sluice_slice sluice_plugin_manifest;

#ifdef __cplusplus
} /* extern "C" */
#endif

/* SLUICE_MANIFEST(R"json({ ... })json"), once per plugin, outside of any namespace: writes the
 * section. The JSON is a string literal: C compilers accept up to 65,535 characters. */
#define SLUICE_MANIFEST(text)                                                                    \
  typedef struct sluice_manifest_section {                                                       \
    sluice_manifest_header header;                                                               \
    char json[sizeof(text)];                                                                     \
  } sluice_manifest_section;                                                                     \
  __attribute__((section(SLUICE_MANIFEST_SECTION), used,                                         \
                 retain)) static const sluice_manifest_section sluice_manifest_data = {          \
      {SLUICE_MANIFEST_MAGIC, SLUICE_ABI_MAJOR, SLUICE_ABI_MINOR, SLUICE_RECORD_LAYOUT,          \
       (uint32_t)(sizeof(text) - 1), 0},                                                         \
      text};                                                                                     \
  SLUICE_MANIFEST_EXTERN const sluice_slice sluice_plugin_manifest = {sluice_manifest_data.json, \
                                                                      sizeof(text) - 1};

#ifdef __cplusplus
#define SLUICE_MANIFEST_EXTERN extern "C"
#else
#define SLUICE_MANIFEST_EXTERN
#endif

/* SLUICE_ENTRY(get_factory), once per plugin in C: the exported symbol. C++ has SLUICE_PLUGIN. */
#define SLUICE_ENTRY(get_factory)                                                  \
  SLUICE_EXPORT const sluice_entry_v1 sluice_plugin_v1 = {sizeof(sluice_entry_v1), \
                                                          SLUICE_ABI_MAJOR,        \
                                                          SLUICE_ABI_MINOR,        \
                                                          SLUICE_RECORD_LAYOUT,    \
                                                          0,                       \
                                                          {"C", 1},                \
                                                          NULL,                    \
                                                          NULL,                    \
                                                          get_factory};

#endif /* SLUICE_MANIFEST_H */
