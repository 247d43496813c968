#include "sluice/rest/document.hpp"

#include <string>

#include "sluice/ext/documents.h"
#include "sluice/record.h"

namespace sluice::rest {

Result<Document> Document::parse(const Host& host, std::string_view text, std::string_view what) {
  auto* documents = host.extension<sluice_documents>(SLUICE_EXT_DOCUMENTS);
  if (!documents) return Status(SLUICE_E_UNSUPPORTED, "the host offers no sluice.documents/1");
  sluice_batch* batch = documents->create(host.abi());
  if (!batch) return Status(SLUICE_E_NO_MEMORY, "no memory for " + std::string(what));
  Document out(host, batch);
  if (auto code = batch->json->parse(batch, slice(text), &out.root_))
    return Status(code == SLUICE_E_DATA ? SLUICE_E_INVALID : code,
                  std::string(what) + " is not JSON");
  return out;
}

Document::~Document() {
  if (batch_) host_.extension<sluice_documents>(SLUICE_EXT_DOCUMENTS)->release(host_.abi(), batch_);
}

}  // namespace sluice::rest
