# sluice_precompiled: what links it finds the standard library's headers compiled. They are a second
# and a half of each compilation without it. For the release preset: clang wants the header named in another
# way, and the sanitizers' presets optimise some libraries and others not, which g++ does not take.
add_library(sluice_precompiled INTERFACE)
if(NOT SLUICE_PRECOMPILE OR NOT CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  return()
endif()

set(header ${PROJECT_BINARY_DIR}/precompiled/standard_headers.hpp)
file(CONFIGURE OUTPUT ${header} CONTENT "#include \"${PROJECT_SOURCE_DIR}/cmake/standard_headers.hpp\"\n")
# g++ takes a compiled header only in sources with the same of these; Poco's targets bring the macros.
set(same -fPIC -pthread -D_REENTRANT -D_THREAD_SAFE -D_FILE_OFFSET_BITS=64 -D_LARGEFILE64_SOURCE
  -D_XOPEN_SOURCE=500)
string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}")
# Another compiler of the same name needs another one.
file(REAL_PATH ${CMAKE_CXX_COMPILER} compiler)
# A custom command and not an object library: compilations wait for the former only.
add_custom_command(OUTPUT ${header}.gch
  COMMAND ${CMAKE_CXX_COMPILER_LAUNCHER} ${CMAKE_CXX_COMPILER} ${flags} -std=c++20 ${same}
    -x c++-header ${header} -o ${header}.gch
  DEPENDS ${PROJECT_SOURCE_DIR}/cmake/standard_headers.hpp ${compiler}
  COMMENT "Compiling the standard library's headers" VERBATIM)
add_custom_target(sluice_standard_headers DEPENDS ${header}.gch)

# -fpch-preprocess lets ccache work with it. What is not compiled in batches is compiled as it says
# itself: with -fPIE, for one. g++ 12 forgets that the headers are the system's and warns of what it does
# not understand in them.
set(quiet -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
set(batched $<AND:$<COMPILE_LANGUAGE:CXX>,$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>)
target_compile_options(sluice_precompiled INTERFACE
  "$<${batched}:${same};-Winvalid-pch;-fpch-preprocess;${quiet};SHELL:-include ${header}>")
add_dependencies(sluice_precompiled sluice_standard_headers)
