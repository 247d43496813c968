# sluice_fuzz_target(name LIBRARY target [ONLY sources of it ...] SOURCES ... [LINK ...] [SEEDS folder]): libFuzzer over a library
# that is compiled again with coverage and sanitizers, and a CTest entry that runs it for 20 s. Offsets
# to null pointers are not looked for: RapidJSON 1.1 makes them (internal/stack.h:117).
function(sluice_fuzz_target name)
  cmake_parse_arguments(arg "" "LIBRARY;SEEDS" "ONLY;SOURCES;LINK" ${ARGN})
  get_target_property(sources ${arg_LIBRARY} SOURCES)
  if(arg_ONLY)
    set(sources ${arg_ONLY})
  endif()
  get_target_property(folder ${arg_LIBRARY} SOURCE_DIR)
  list(TRANSFORM sources PREPEND ${folder}/)
  add_executable(${name} ${arg_SOURCES} ${sources})
  set(flags -fsanitize=fuzzer,address,undefined -fno-sanitize=pointer-overflow -fno-sanitize-recover=all)
  target_compile_options(${name} PRIVATE ${flags})
  set_target_properties(${name} PROPERTIES SLUICE_OWN_LEVEL ON)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer,address,undefined)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests
    $<TARGET_PROPERTY:${arg_LIBRARY},INCLUDE_DIRECTORIES>)
  target_link_libraries(${name} PRIVATE ${arg_LINK} sluice_warnings)
  set(found ${CMAKE_CURRENT_BINARY_DIR}/${name}.found)  # new inputs go here
  file(MAKE_DIRECTORY ${found})
  add_test(NAME ${name} COMMAND ${name} -runs=200000 -max_total_time=20 -seed=1 ${found} ${arg_SEEDS})
  set_tests_properties(${name} PROPERTIES LABELS libfuzzer TIMEOUT 180)
  set_property(GLOBAL APPEND PROPERTY SLUICE_FUZZ_TARGETS ${name})
endfunction()
