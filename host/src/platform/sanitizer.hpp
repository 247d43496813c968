// SLUICE_SANITIZER is 1 in a build with AddressSanitizer or ThreadSanitizer, which have `new`,
// exits and crash reports of their own, else 0. A macro, as it decides which functions are
// compiled.
#pragma once

#if defined(__has_feature)
#define SLUICE_HAS_FEATURE(name) __has_feature(name)
#else
#define SLUICE_HAS_FEATURE(name) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || \
    SLUICE_HAS_FEATURE(address_sanitizer) || SLUICE_HAS_FEATURE(thread_sanitizer)
#define SLUICE_SANITIZER 1
#else
#define SLUICE_SANITIZER 0
#endif
