// A batch for texts of a component's own, which no pipeline sees. One lane.
#pragma once

#include <memory>

#include "sluice/ext/documents.h"
#include "sluice/plugin.hpp"

namespace http_plugin {

struct ReleaseBatch {
  const sluice_documents* documents;
  const sluice_host* host;
  void operator()(sluice_batch* batch) const { documents->release(host, batch); }
};
using OwnBatch = std::unique_ptr<sluice_batch, ReleaseBatch>;

// E_NO_MEMORY; E_UNSUPPORTED: the host offers no documents.
inline sluice::Result<OwnBatch> own_batch(const sluice::Host& host) {
  const auto* documents = host.extension<sluice_documents>(SLUICE_EXT_DOCUMENTS);
  if (!documents)
    return sluice::Status(SLUICE_E_UNSUPPORTED, "the host offers no sluice.documents/1");
  OwnBatch out(documents->create(host.abi()), {documents, host.abi()});
  if (!out) return sluice::Status(SLUICE_E_NO_MEMORY, "no memory for a batch");
  return out;
}

}  // namespace http_plugin
