// Responses that are not a list: one record, bare or in an envelope, a record that comes as a list
// of one, several lists side by side, or plain text. Each becomes a page of records. On the
// subscriber's lane.
#pragma once

#include <cstddef>
#include <string_view>

#include "sluice/batch.hpp"
#include "sluice/context.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

// Makes the batch's records of `body`, a JSON document: at each of the comma separated paths of
// `envelope` an object is a record, a list is one record per item, null is none. With several
// paths each record says in its member `list` which one it was in. With nothing at any of them, but
// a member `bare`, the body itself is the record. E_DATA if the body is not JSON or has nothing at
// any of the paths; then the batch holds it as its page, to be saved. Returns the rows of
// the longest list.
Result<size_t> make_record_page(const Host& host, Batch into, std::string_view body,
                                std::string_view envelope, std::string_view bare = {});

// One record {"text": body}.
Status make_text_page(Batch into, std::string_view body);

// Fails the records that are null: a list may hold items that are not records.
void refuse_nulls(Batch page);

// Makes `text` the page of a batch that has no records, so that it is saved when the poll fails
// with E_DATA. E_NO_MEMORY.
Status keep_page(Batch into, std::string_view text);

}  // namespace sluice::rest
