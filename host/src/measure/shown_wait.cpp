#include "measure/shown_wait.hpp"

namespace sluice::measure {

thread_local ShownWait* ShownWait::mine_ = nullptr;

}  // namespace sluice::measure
