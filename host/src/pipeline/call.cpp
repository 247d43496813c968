#include "pipeline/call.hpp"

#include <exception>

#include "base/status_word.hpp"
#include "record/utf8.hpp"

namespace sluice::pipeline {

std::string where(const Plan& plan, const Step& step) {
  return "pipeline " + plan.pipeline + ", step " + step.name;
}
std::string where(const Plan& plan, const Target& target) {
  return "pipeline " + plan.pipeline + ", " + target.name;
}
std::string where(const Plan& plan, const Source& source) {
  return "pipeline " + plan.pipeline + ", " + source.name;
}

Status check_place(std::string_view what, size_t size) {
  if (size <= kLargestPlace) return {};
  return {SLUICE_E_INVALID, std::string(what) + " has " + std::to_string(size) +
                                " bytes; it is stored with every commit, and may have " +
                                std::to_string(kLargestPlace) + " at most"};
}

std::string message_of(std::string_view text) {
  constexpr size_t kLongest = 4096;
  std::string out(text.substr(0, kLongest));
  for (size_t good = 0; !record::is_utf8(slice(std::string_view(out).substr(good)));) {
    good += record::valid_utf8_prefix(slice(std::string_view(out).substr(good)));
    out[good++] = '?';
  }
  return out;
}

Status checked(sluice_status code, sluice_error& error, bool end_allowed) {
  if (code == SLUICE_OK) return {};
  if (end_allowed && (code == SLUICE_END || code == SLUICE_PAUSED)) return {code, {}};
  if (code <= SLUICE_END || code > SLUICE_E_NO_MEMORY)
    return Status::internal("the component returned status " + std::to_string(code) +
                            ", which this function does not have");
  const std::string message = message_of(Status::from(error, code).message());
  Status worded(code, message.empty() ? std::string(base::status_word(code)) : message);
  return worded.with_retry_after(error.retry_after_ms)
      .with_remote_code(error.remote_code)
      .with_attempts(error.attempts);
}

Status escaped_exception() {
  try {
    throw;
  } catch (const std::exception& e) {
    const char* what = e.what();
    return Status::internal(std::string("an exception escaped the component: ") +
                            (what ? message_of(what) : "it has no text"));
  } catch (...) {
    return Status::internal("an exception of unknown type escaped the component");
  }
}

TextSink::TextSink() : text_{} {
  text_.struct_size = sizeof text_;
  text_.host_data = this;
  text_.put = [](sluice_text* text, sluice_slice part) {
    auto* sink = static_cast<TextSink*>(text->host_data);
    sink->value_.append(view(part));
  };
}

}  // namespace sluice::pipeline
