// The boundary between C++ and the tables: whatever a function throws becomes a status and the
// batch's fault. [lane]
#pragma once

#include <exception>
#include <new>

#include "record/batch_content.hpp"

namespace sluice::record {

// Calls f(BatchContent&) -> Status. A failure is stored as the batch's fault.
template <class F>
sluice_status guarded(sluice_batch* abi, F&& f) noexcept {
  BatchContent& batch = BatchContent::of(abi);
  try {
    Status status = f(batch);
    return status.ok() ? SLUICE_OK : batch.fault(std::move(status));
  } catch (const std::bad_alloc&) {
    return batch.fault(Status(SLUICE_E_NO_MEMORY, {}));  // a message might not fit either
  } catch (const std::exception&) {
    return batch.fault(Status(SLUICE_E_INTERNAL, {}));
  }
}

}  // namespace sluice::record
