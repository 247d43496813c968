// From records to the requests of an action: one request per record, or one for many. The result
// borrows from the records' batch. On the publisher's lane.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/batch.hpp"
#include "sluice/rest/action_settings.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/rest/request_parts.hpp"

namespace sluice::rest {

// A record as an action reads it, checked.
struct Write {
  size_t record = 0;  // its number in the batch
  const Call* call = nullptr;
  std::vector<std::string> segments = {};
  Parameters query = {};
  Value payload = {};          // absent: none
  std::string_view json = {};  // the payload's text
};

// E_DATA for what is wrong with the record, E_NO_MEMORY where the batch's memory is exhausted.
Result<Write> read_write(const Record& record, const ActionSettings& settings);

// What an entry of the response's list of errors repeats from this record; empty: nothing.
std::string_view key_of(const Write& write);

// True if `next` may be in one request with the group: same operation, path and query, and a
// key of its own, where the response identifies records by it.
bool go_together(std::span<const Write> group, const Write& next);

// The request for one record. The body of a multipart request is not made here: its parts must
// be fetched.
Result<OperationRequest> request_of(const Write& write);
// The request for several: their payloads are the items of the list that the row names.
OperationRequest request_of(std::span<const Write> writes);

// Which members that the API requires the payload lacks, for the message of a refusal; empty: none.
// The server decides, since documentation is stricter than servers. `is_item`: the payload is one
// of the list that the row names, and not the body.
std::string lacking(const Write& write, bool is_item);

}  // namespace sluice::rest
