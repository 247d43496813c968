#include "app/wiring/known_members.hpp"

#include <utility>
#include <vector>

namespace sluice::app {
namespace {

// Not every record is changed, or some go on as they came.
bool leaves_some(const base::StepSettings& step) {
  return !step.when.empty() || step.on_error == base::OnError::keep;
}

// What a step makes of elements (nothing is known behind it), and where the chains of a switch come
// together, is not known. A later step may know again, as it says what it keeps.
std::string through(const std::vector<config::ComponentConfig>& steps, std::string known,
                    const AskForMembers& ask, const SeeMembers& see) {
  for (const config::ComponentConfig& one : steps) {
    std::string behind;
    if (one.route.chain == 0) {
      behind = ask(one, known);
      if (leaves_some(one.step) && behind != known) behind.clear();
    }
    if (see) see(one, known, behind);
    known = std::move(behind);
  }
  return known;
}

// What a hook gets (pipeline/hook_document), of what is known of the records that the target gets.
std::string hook_document(const std::string& record) {
  return R"({"type":"object","additionalProperties":false,"properties":{"record":)" +
         (record.empty() ? "{}" : record) +
         R"(,"request":{"type":"string"},"response":{"type":"object","additionalProperties":false,)"
         R"("properties":{"status":{"type":"number"},"body":{}}},"error":{"type":"object",)"
         R"("additionalProperties":false,"properties":{"message":{"type":"string"},)"
         R"("in_doubt":{"type":"boolean"}}}}})";
}

void through_target(const config::ComponentConfig& publisher, const std::string& known,
                    const AskForMembers& ask, const SeeMembers& see) {
  const std::string got =
      publisher.of_hooks ? std::string() : through(publisher.transformers, known, ask, see);
  const std::string document = hook_document(got);
  if (see) see(publisher, got, document);
  for (const auto* hook : {&publisher.on_success, &publisher.on_error})
    through(*hook, document, ask, see);
}

}  // namespace

void pass_members(const config::PipelineConfig& pipeline, const AskForMembers& ask,
                  const SeeMembers& see) {
  const std::string read = ask(pipeline.subscriber, {});
  if (see) see(pipeline.subscriber, {}, read);
  const std::string known = through(pipeline.transformers, read, ask, see);
  for (const config::ComponentConfig& publisher : pipeline.publishers)
    through_target(publisher, known, ask, see);
}

}  // namespace sluice::app
