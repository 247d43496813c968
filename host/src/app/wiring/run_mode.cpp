#include "app/wiring/run_mode.hpp"

#include "app/wiring/catch_up_store.hpp"

namespace sluice::app {

Status RunMode::adapt_plan(pipeline::Plan& plan, store::PipelineStore& store) {
  return check_caught_up(plan, store);
}

}  // namespace sluice::app
