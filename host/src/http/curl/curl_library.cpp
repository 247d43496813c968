#include "http/curl/curl_library.hpp"

#include <curl/curl.h>

#include <cstdarg>
#include <stdexcept>
#include <string>

#include "platform/lazy_library.hpp"
#include "platform/signals.hpp"

namespace sluice::http {
namespace {

// Lazy: thousands of calls among libraries that no request uses need not be bound, and took longer
// than all the rest.
platform::LazyLibrary open_curl() try {
  return platform::LazyLibrary(SLUICE_CURL_LIBRARY);
} catch (const std::exception& e) {
  throw std::runtime_error(std::string("libcurl could not be loaded: ") + e.what() +
                           "; install it (Debian: libcurl4)");
}

// A function of libcurl, with the type that its header gives it.
// NOLINTBEGIN(bugprone-macro-parentheses): a declaration takes none
#define SLUICE_CURL_FUNCTION(name) \
  decltype(::name)* name = library.function<decltype(::name)>(#name)
// NOLINTEND(bugprone-macro-parentheses)

struct Functions {
  platform::LazyLibrary library = open_curl();
  SLUICE_CURL_FUNCTION(curl_easy_cleanup);
  SLUICE_CURL_FUNCTION(curl_easy_getinfo);
  SLUICE_CURL_FUNCTION(curl_easy_init);
  SLUICE_CURL_FUNCTION(curl_easy_setopt);
  SLUICE_CURL_FUNCTION(curl_easy_strerror);
  SLUICE_CURL_FUNCTION(curl_free);
  SLUICE_CURL_FUNCTION(curl_global_init);
  SLUICE_CURL_FUNCTION(curl_multi_add_handle);
  SLUICE_CURL_FUNCTION(curl_multi_cleanup);
  SLUICE_CURL_FUNCTION(curl_multi_info_read);
  SLUICE_CURL_FUNCTION(curl_multi_init);
  SLUICE_CURL_FUNCTION(curl_multi_remove_handle);
  SLUICE_CURL_FUNCTION(curl_multi_setopt);
  SLUICE_CURL_FUNCTION(curl_multi_socket_action);
  SLUICE_CURL_FUNCTION(curl_slist_append);
  SLUICE_CURL_FUNCTION(curl_slist_free_all);
  SLUICE_CURL_FUNCTION(curl_url);
  SLUICE_CURL_FUNCTION(curl_url_cleanup);
  SLUICE_CURL_FUNCTION(curl_url_get);
  SLUICE_CURL_FUNCTION(curl_url_set);

  // Not taken down again: the program ends with it.
  Functions() {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
      throw std::runtime_error("libcurl could not be set up");
  }
};

#undef SLUICE_CURL_FUNCTION

// The first one who asks loads and sets up; others wait. After a failure the next one tries again.
const Functions& real() {
  static const Functions functions;
  return functions;
}

}  // namespace

void require_curl() { real(); }

void CurlPreload::begin() {
  if (thread_.joinable()) return;
  const platform::NoSignals for_the_thread;
  thread_ = std::thread([] {
    try {
      require_curl();
    } catch (const std::exception&) {
      // The next call of curl tells it.
    }
  });
}

CurlPreload::~CurlPreload() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace sluice::http

// What the rest of the host calls by curl's own names.
extern "C" {

using sluice::http::real;

CURL* curl_easy_init() { return real().curl_easy_init(); }
void curl_easy_cleanup(CURL* easy) { real().curl_easy_cleanup(easy); }
const char* curl_easy_strerror(CURLcode code) { return real().curl_easy_strerror(code); }
void curl_free(void* memory) { real().curl_free(memory); }

CURLM* curl_multi_init() { return real().curl_multi_init(); }
CURLMcode curl_multi_cleanup(CURLM* multi) { return real().curl_multi_cleanup(multi); }
CURLMcode curl_multi_add_handle(CURLM* multi, CURL* easy) {
  return real().curl_multi_add_handle(multi, easy);
}
CURLMcode curl_multi_remove_handle(CURLM* multi, CURL* easy) {
  return real().curl_multi_remove_handle(multi, easy);
}
CURLMsg* curl_multi_info_read(CURLM* multi, int* left) {
  return real().curl_multi_info_read(multi, left);
}
CURLMcode curl_multi_socket_action(CURLM* multi, curl_socket_t socket, int events, int* running) {
  return real().curl_multi_socket_action(multi, socket, events, running);
}

curl_slist* curl_slist_append(curl_slist* list, const char* text) {
  return real().curl_slist_append(list, text);
}
void curl_slist_free_all(curl_slist* list) { real().curl_slist_free_all(list); }

CURLU* curl_url() { return real().curl_url(); }
void curl_url_cleanup(CURLU* url) { real().curl_url_cleanup(url); }
CURLUcode curl_url_get(CURLU* url, CURLUPart part, char** text, unsigned flags) {
  return real().curl_url_get(url, part, text, flags);
}
CURLUcode curl_url_set(CURLU* url, CURLUPart part, const char* text, unsigned flags) {
  return real().curl_url_set(url, part, text, flags);
}

// curl's macros of these names only count arguments.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

// Clang: an enum as last named parameter is undefined where it is narrower than int. curl declares
// these so and passes them on in the same way.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wvarargs"

// An option's number tells the type of its one argument.
CURLcode curl_easy_setopt(CURL* easy, CURLoption option, ...) {
  va_list rest;
  va_start(rest, option);
  CURLcode code;
  // The branches differ in the type they take. NOLINTNEXTLINE(bugprone-branch-clone)
  if (option < CURLOPTTYPE_OBJECTPOINT) {
    code = real().curl_easy_setopt(easy, option, va_arg(rest, long));
  } else if (option >= CURLOPTTYPE_OFF_T && option < CURLOPTTYPE_BLOB) {
    code = real().curl_easy_setopt(easy, option, va_arg(rest, curl_off_t));
  } else {
    code = real().curl_easy_setopt(easy, option, va_arg(rest, void*));
  }
  va_end(rest);
  return code;
}

CURLcode curl_easy_getinfo(CURL* easy, CURLINFO info, ...) {
  va_list rest;
  va_start(rest, info);
  const CURLcode code = real().curl_easy_getinfo(easy, info, va_arg(rest, void*));
  va_end(rest);
  return code;
}

CURLMcode curl_multi_setopt(CURLM* multi, CURLMoption option, ...) {
  va_list rest;
  va_start(rest, option);
  CURLMcode code;
  // NOLINTNEXTLINE(bugprone-branch-clone): as above
  if (static_cast<int>(option) < CURLOPTTYPE_OBJECTPOINT) {
    code = real().curl_multi_setopt(multi, option, va_arg(rest, long));
  } else {
    code = real().curl_multi_setopt(multi, option, va_arg(rest, void*));
  }
  va_end(rest);
  return code;
}

#pragma GCC diagnostic pop
}
