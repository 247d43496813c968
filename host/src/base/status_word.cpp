#include "base/status_word.hpp"

namespace sluice::base {

std::string_view status_word(sluice_status code) {
  switch (code) {
    case SLUICE_OK:
      return "fine";
    case SLUICE_END:
      return "no more data";
    case SLUICE_PAUSED:
      return "paused";
    case SLUICE_E_INVALID:
      return "an argument or setting is not valid";
    case SLUICE_E_UNSUPPORTED:
      return "not supported";
    case SLUICE_E_AUTH:
      return "the credentials were refused";
    case SLUICE_E_UNAVAILABLE:
      return "not available";
    case SLUICE_E_TIMEOUT:
      return "timed out";
    case SLUICE_E_CANCELLED:
      return "cancelled";
    case SLUICE_E_RATE_LIMITED:
      return "rate limited";
    case SLUICE_E_DATA:
      return "the data is not valid";
    case SLUICE_E_NO_MEMORY:
      return "the batch's memory budget is exhausted";
    default:
      return "internal error";
  }
}

}  // namespace sluice::base
