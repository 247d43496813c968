# sluice_add_plugin(NAME SOURCES a.cpp ... [MANIFEST manifest.json] [LIBRARIES ...]
#                   [OUTPUT_DIRECTORY folder] [UNCHECKED])
#
# Builds NAME.so the way the host wants it: one exported symbol (export map), hidden visibility,
# every reference resolved, the manifest in section .sluice, writable for its owner only. Goes to
# OUTPUT_DIRECTORY, or to SLUICE_PLUGIN_DIR if that is set. Without MANIFEST one of the sources says
# SLUICE_MANIFEST. The manifest is checked (`sluice manifest check`) unless the plugin is UNCHECKED or
# there is no sluice. The project needs languages C and CXX.

# Writes the C file that holds the manifest section: a header whose version comes from abi.h at
# compile time, then the JSON as bytes (a string literal may be cut at 4,095 characters in C11).
function(sluice_embed_manifest json_file out_file)
  file(READ ${json_file} hex HEX)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${json_file})
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n    " bytes "${bytes}")
  file(CONFIGURE OUTPUT ${out_file} @ONLY CONTENT [[
/* Written by sluice_add_plugin() from the manifest; do not edit. */
#include <sluice/manifest.h>

typedef struct manifest_section {
  sluice_manifest_header header;
  unsigned char json[@size@];
} manifest_section;

__attribute__((section(SLUICE_MANIFEST_SECTION), used, retain)) static const manifest_section section = {
    {SLUICE_MANIFEST_MAGIC, SLUICE_ABI_MAJOR, SLUICE_ABI_MINOR, SLUICE_RECORD_LAYOUT, @size@, 0},
    {@bytes@}};

const sluice_slice sluice_plugin_manifest = {(const char*)section.json, @size@};
]])
endfunction()

function(sluice_add_plugin name)
  cmake_parse_arguments(arg "UNCHECKED" "MANIFEST;OUTPUT_DIRECTORY" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT arg_SOURCES)
    message(FATAL_ERROR "sluice_add_plugin(${name}): SOURCES are needed")
  endif()
  set(generated)
  if(arg_MANIFEST)
    cmake_path(ABSOLUTE_PATH arg_MANIFEST BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/${name}_manifest.c)
    sluice_embed_manifest(${arg_MANIFEST} ${generated})
  endif()

  add_library(${name} MODULE ${arg_SOURCES} ${generated})
  target_link_libraries(${name} PRIVATE Sluice::plugin_api ${arg_LIBRARIES})
  if(TARGET sluice_warnings)
    target_link_libraries(${name} PRIVATE sluice_warnings)
  endif()
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".so"
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  # The host refuses what a group may write, and a umask of 002 would make it so.
  add_custom_command(TARGET ${name} POST_BUILD VERBATIM
    COMMAND chmod go-w $<TARGET_FILE:${name}> $<TARGET_FILE_DIR:${name}>)
  set(map ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin_exports.map)
  target_link_options(${name} PRIVATE -Wl,--version-script=${map} -Wl,-z,now -Wl,--as-needed
    -Wl,--exclude-libs,ALL)
  set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS ${map})
  # Proves that the plugin needs nothing of the host; clang's ASan cannot link with it.
  if(NOT (CMAKE_CXX_COMPILER_ID MATCHES Clang AND "${CMAKE_CXX_FLAGS}" MATCHES "-fsanitize"))
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
  if(arg_OUTPUT_DIRECTORY)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${arg_OUTPUT_DIRECTORY})
  elseif(SLUICE_PLUGIN_DIR)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${SLUICE_PLUGIN_DIR})
  endif()
  if(NOT arg_UNCHECKED)
    sluice_check_manifest(${name})
  endif()
endfunction()

# Lets the host look at the plugin once it is built: this tree's, or the one of the package.
function(sluice_check_manifest name)
  if(TARGET sluice)
    set(program sluice)
  elseif(Sluice_PROGRAM)
    set(program ${Sluice_PROGRAM})
  else()
    message(STATUS "the manifest of ${name} is not checked: there is no sluice program beside the package")
    return()
  endif()
  set(stamp ${CMAKE_CURRENT_BINARY_DIR}/${name}.manifest-checked)
  add_custom_command(OUTPUT ${stamp} DEPENDS ${name} ${program} VERBATIM
    COMMAND ${program} manifest check $<TARGET_FILE:${name}>
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    COMMENT "Checking the manifest of ${name}")
  add_custom_target(${name}_manifest ALL DEPENDS ${stamp})
endfunction()
