#include "services/documents.hpp"

#include "record/batch.hpp"
#include "services/instance.hpp"
#include "sluice/ext/documents.h"

namespace sluice::services {
namespace {

sluice_batch* create(const sluice_host* host) {
  try {
    // Owned by the component until it comes back to release().
    return (new record::Batch(Instance::of(host).environment().limits))->abi();
  } catch (...) {
    return nullptr;
  }
}

void release(const sluice_host*, sluice_batch* batch) {
  if (batch) delete &record::Batch::of(batch);
}

constexpr sluice_documents kDocuments{sizeof(sluice_documents), create, release};

}  // namespace

const sluice_documents& documents_table() { return kDocuments; }

}  // namespace sluice::services
