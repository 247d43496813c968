# sluice_precompiled: what links it finds the standard library's headers compiled. They are a second
# and a half of each compilation without it. What is compiled with another level of optimisation than its
# preset says sets the target property SLUICE_OWN_LEVEL: neither compiler takes -O0 headers at -O1.
add_library(sluice_precompiled INTERFACE)
if(NOT SLUICE_PRECOMPILE)
  return()
endif()

set(header ${PROJECT_BINARY_DIR}/precompiled/standard_headers.hpp)
file(CONFIGURE OUTPUT ${header} CONTENT "#include \"${PROJECT_SOURCE_DIR}/cmake/standard_headers.hpp\"\n")
# A compiled header is taken only in sources with the same of these; Poco's targets bring the macros.
set(same -fPIC -pthread -D_REENTRANT -D_THREAD_SAFE -D_FILE_OFFSET_BITS=64 -D_LARGEFILE64_SOURCE
  -D_XOPEN_SOURCE=500)
string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}")
# Another compiler of the same name needs another one.
file(REAL_PATH ${CMAKE_CXX_COMPILER} compiler)
# A time in it would make each one another to ccache.
if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
  set(compiled ${header}.pch)
  set(timeless -Xclang -fno-pch-timestamp)
  # It names the folder in which it was compiled, so one of a cache may be of a tree that is gone.
  set(launcher)
else()
  set(launcher ${CMAKE_CXX_COMPILER_LAUNCHER})
  set(compiled ${header}.gch)
endif()
# A custom command and not an object library: compilations wait for the former only.
function(sluice_compile_headers output)
  add_custom_command(OUTPUT ${output}
    COMMAND ${launcher} ${CMAKE_CXX_COMPILER} ${flags} -std=c++20 ${same} ${timeless} ${ARGN}
      -x c++-header ${header} -o ${output}
    DEPENDS ${PROJECT_SOURCE_DIR}/cmake/standard_headers.hpp ${compiler}
    COMMENT "Compiling the standard library's headers" VERBATIM)
endfunction()
sluice_compile_headers(${compiled})

# g++: -fpch-preprocess lets ccache work with it. What is not compiled in batches is compiled as it says
# itself: with -fPIE, for one. g++ 12 forgets that the headers are the system's and warns of what it does
# not understand in them.
set(quiet -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
set(ours $<COMPILE_LANGUAGE:CXX> $<NOT:$<BOOL:$<TARGET_PROPERTY:SLUICE_OWN_LEVEL>>>)
list(JOIN ours "," ours)
set(batched $<AND:${ours},$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>)
if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
  # Where names are hidden, as in plugins and what is linked into them, clang wants headers of the same.
  set(hidden ${header}.hidden.pch)
  sluice_compile_headers(${hidden} -fvisibility=hidden -fvisibility-inlines-hidden)
  set(hides $<STREQUAL:$<TARGET_PROPERTY:CXX_VISIBILITY_PRESET>,hidden>)
  target_compile_options(sluice_precompiled INTERFACE
    "$<$<AND:${ours}>:${same};SHELL:-include-pch $<IF:${hides},${hidden},${compiled}>>")
else()
  target_compile_options(sluice_precompiled INTERFACE
    "$<${batched}:${same};-Winvalid-pch;-fpch-preprocess;${quiet};SHELL:-include ${header}>")
endif()
add_custom_target(sluice_standard_headers DEPENDS ${compiled} ${hidden})
add_dependencies(sluice_precompiled sluice_standard_headers)
