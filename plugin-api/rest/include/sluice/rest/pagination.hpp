// How a list continues from page to page. One object per walk, used on the subscriber's lane. Each
// kind is a class of this interface in a header of its own; make_pagination.hpp chooses.
#pragma once

#include <string>
#include <string_view>

#include "sluice/batch.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

// A page that arrived: its records, all of them, and the document around them.
struct Page {
  Batch records;
  Value envelope;   // null for a bare array
  size_t step = 0;  // rows that an offset moves by, where a page has several lists; 0: all records
  std::string_view links = {};  // the response's Link header (RFC 8288)
  // The list as the server sent it, where the records are not its items but made of them: filtered,
  // or items of items. Absent: the records are the rows.
  Value listed = {};
  // The response says that there is more, so that a page without rows is not the end: a server may
  // filter the rows of a page.
  bool says_more = false;

  // What the server counts, whatever became a record of it.
  size_t rows() const { return listed ? listed.size() : records.size(); }
  Value row(size_t i) const { return listed ? listed.item(i) : records[i].root(); }
};

// How long a cursor stays valid.
enum class Keeps : uint8_t {
  kNothing,      // rows move under it: a walk that was interrupted starts over
  kWithinWalk,   // an interrupted walk continues at it; the next walk starts over
  kAcrossWalks,  // the next walk starts at it and sees what has changed since
};

class Pagination {
 public:
  virtual ~Pagination() = default;
  // Moves to a cursor that cursor() returned; empty: to the start that the request names. E_INVALID
  // for text that is not such a cursor.
  virtual Status seek(std::string_view cursor) = 0;
  // Puts what the next page needs into its request.
  virtual void prepare(OperationRequest& request) const = 0;
  // Reads from a page where the next one starts; false: that was the last. E_DATA if the page
  // does not say, or repeats what it said before, and then nothing has changed.
  virtual Result<bool> advance(const Page& page) = 0;
  // The position of the walk; empty: at its beginning.
  virtual std::string cursor() const = 0;
  virtual Keeps keeps() const { return Keeps::kNothing; }
  // The member that would have said where the next page starts, if the last page has none of that
  // name and was taken for the end because of it; empty otherwise.
  virtual std::string absent() const { return {}; }
};

}  // namespace sluice::rest
