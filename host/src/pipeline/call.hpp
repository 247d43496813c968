// Calls into components: whatever is returned, including unknown statuses and exceptions,
// becomes a Status that names the component. On the component's lane.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "pipeline/plan.hpp"
#include "pipeline/run_context.hpp"
#include "platform/call_site.hpp"
#include "sluice/abi.h"
#include "sluice/result.hpp"

namespace sluice::pipeline {

// "pipeline products, step transformers[1] (core.map)".
std::string where(const Plan& plan, const Step& step);
std::string where(const Plan& plan, const Target& target);
std::string where(const Plan& plan, const Source& source);

// Of a cursor or a position, which is stored again with every commit.
inline constexpr size_t kLargestPlace = size_t{64} << 10;
// Not OK: `what` ("the cursor") is larger than that.
Status check_place(std::string_view what, size_t size);

// A component's text, made fit to store and show: UTF-8, of limited length.
std::string message_of(std::string_view text);

// The status of a call; E_INTERNAL for an unknown code, and for END unless `end_allowed`.
Status checked(sluice_status code, sluice_error& error, bool end_allowed);
Status escaped_exception();  // REQUIRES: within a catch block

// Whose function is called: shown if the call takes long, or if the process dies in it.
struct CallSite {
  template <class Part>  // a step, target or source of the plan
  CallSite(const RunContext& run, const Part& part, const char* called)
      : pipeline(run.plan.pipeline.c_str()), component(part.name.c_str()), function(called) {}
  const char* pipeline;
  const char* component;
  const char* function;
};

// `call` gets the error to fill and returns the component's status. REQUIRES: an InCall is active.
template <class F>
Status call_component(F&& call, bool end_allowed = false) {
  sluice_error error = {};
  error.struct_size = sizeof error;
  try {
    return checked(call(&error), error, end_allowed);
  } catch (...) {
    return escaped_exception();
  }
}

template <class F>
Status call_component(const CallSite& site, F&& call, bool end_allowed = false) {
  const platform::InCall in_call(site.pipeline, site.component, site.function);
  return call_component(std::forward<F>(call), end_allowed);
}

// A sluice_text that appends to a string.
class TextSink {
 public:
  TextSink();
  TextSink(const TextSink&) = delete;
  TextSink& operator=(const TextSink&) = delete;

  sluice_text* abi() { return &text_; }
  const std::string& text() const { return value_; }

 private:
  sluice_text text_;
  std::string value_;
};

}  // namespace sluice::pipeline
