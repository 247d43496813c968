#include "app/doctor/finding.hpp"

namespace sluice::app {

std::string_view finding_word(Finding::Kind kind) {
  switch (kind) {
    case Finding::kFine:
      return "fine";
    case Finding::kOdd:
      return "odd";
    case Finding::kWrong:
      return "wrong";
  }
  return "";
}

}  // namespace sluice::app
