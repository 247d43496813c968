#include "webhook_handler.hpp"

#include <algorithm>
#include <utility>

#include "form_fields.hpp"
#include "sluice/rest/document.hpp"
#include "sluice/rest/value_path.hpp"
#include "webhook_signature.hpp"

namespace lightspeedhq {

using sluice::Decision;
using sluice::ListenerRequest;

namespace {

constexpr std::string_view kForm = "application/x-www-form-urlencoded";

Decision refused(int32_t status, std::string reason) {
  Decision out;
  out.status = status;
  out.reason = std::move(reason);
  return out;
}

// A sale has its version elsewhere in the dated shape; the old one has it at the top, or none.
int64_t version_of(sluice::Value payload) {
  const int64_t version = payload["version"].integer_or(-1);
  return version >= 0 ? version : payload["_metadata"]["version"].integer_or(-1);
}

std::string_view type_of_address(const ListenerRequest& request) {
  std::string_view path = request.path();
  if (path.starts_with('/')) path.remove_prefix(1);
  return path;
}

}  // namespace

// The signed text counts. A delivery replayed to another address of ours, or to that of
// another shop with the same application, has no signature for it.
std::string WebhookHandler::contradiction(const ListenerRequest& request) const {
  const std::string_view address = type_of_address(request);
  const std::string type = form_field(request.body(), "type").value_or("");
  if (!address.empty() && !type.empty() && type != address)
    return "the address is that of " + std::string(address) + ", the signed type is another one";
  const std::string shop = form_field(request.body(), "domain_prefix").value_or("");
  if (!shop.empty() && !settings_.domain_prefix.empty() && shop != settings_.domain_prefix)
    return "it is signed for another shop than " + settings_.domain_prefix;
  return {};
}

std::string WebhookHandler::type_of(const ListenerRequest& request) const {
  std::string type(type_of_address(request));
  if (type.empty()) type = form_field(request.body(), "type").value_or("");
  if (type.empty() && settings_.types.size() == 1) type = settings_.types.front();
  const bool wanted =
      std::find(settings_.types.begin(), settings_.types.end(), type) != settings_.types.end();
  return wanted ? type : std::string();
}

Decision WebhookHandler::decide(const ListenerRequest& request) {
  if (!is_signed(request.header("X-Signature"), request.body(), settings_.secret))
    return refused(401, "the X-Signature is missing or not the secret's");
  if (!request.content_type().starts_with(kForm))
    return refused(415, "the content type is not " + std::string(kForm));
  if (std::string why = contradiction(request); !why.empty()) return refused(400, std::move(why));
  const std::string type = type_of(request);
  if (type.empty())
    return refused(404, "neither address nor form name a type that is listened for");
  std::optional<std::string> payload = form_field(request.body(), "payload");
  if (!payload) return refused(400, type + " without a payload");
  auto document = sluice::rest::Document::parse(host_, *payload, "the payload");
  if (!document && document.status().code() == SLUICE_E_NO_MEMORY)
    return refused(503, "no memory for a payload");
  if (!document || !document->root().is_object())
    return refused(400, type + " with a payload that is not a JSON object");
  Decision out;
  const std::string id = sluice::rest::text_at(document->root(), "id").value_or("");
  out.entity = EventKey{type, id}.text();
  out.version = version_of(document->root());
  out.event = *std::move(payload);
  return out;
}

}  // namespace lightspeedhq
