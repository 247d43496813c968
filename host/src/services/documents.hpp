// SLUICE_EXT_DOCUMENTS: batches of the record library for a component's own small documents.
// Any thread, one document on one thread at a time.
#pragma once

#include "sluice/abi.h"
#include "sluice/ext/documents.h"

namespace sluice::services {

const sluice_documents& documents_table();

}  // namespace sluice::services
