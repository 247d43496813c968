#include "http/curl_library.hpp"

#include <stdexcept>

#include "platform/lazy_library.hpp"
#include "platform/signals.hpp"

namespace sluice::http {
namespace {

// Lazy: thousands of calls among libraries that no request uses need no binding, which took longer
// than everything else.
struct LoadedCurl {
  platform::LazyLibrary library = platform::load(
      {SLUICE_CURL_LIBRARY, "https, proxies and host names need", "libcurl (Debian: libcurl4)"});
  decltype(sluice_make_curl_carrier)* make =
      library.function<decltype(sluice_make_curl_carrier)>("sluice_make_curl_carrier");

  LoadedCurl() {
    if (!library.function<decltype(sluice_set_up_curl)>("sluice_set_up_curl")())
      throw std::runtime_error("libcurl could not be set up");
  }
};

// The first caller loads and sets up; others wait. After a failure the next one tries again.
const LoadedCurl& loaded_curl() {
  static const LoadedCurl curl;
  return curl;
}

}  // namespace

void require_curl() { loaded_curl(); }

std::unique_ptr<CurlCarrier> make_curl_carrier(platform::PollSet& sockets,
                                               record::PagePool* pages) {
  return std::unique_ptr<CurlCarrier>(loaded_curl().make(sockets, pages));
}

void CurlPreload::begin() {
  if (thread_.joinable()) return;
  const platform::NoSignals for_the_thread;
  thread_ = std::thread([] {
    try {
      require_curl();
    } catch (const std::exception&) {
      // The next user tries again, and reports the failure.
    }
  });
}

CurlPreload::~CurlPreload() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace sluice::http
