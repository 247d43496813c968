// One operation of a remote API as a row of a table: what to send, what is returned, and what is
// known about it. Plain data; immutable; any thread. Text lives as long as the program.
//
// Names of parameters and body members are written in the API's own spelling, comma separated:
//   after:int        text, unless `:int`, `:number`, `:bool` or `:list` (may be given repeatedly)
//   type:in|out      text that is one of these words
//   includes[]       a list whose name has the brackets
//   name!            must be given; with a type "name!:int" or "name:int!"
// and in a body also
//   contact{}        an object; contact{email!,phone} lists its members
//   tag_ids[]        a list; data[1..100]{price!} of 1 to 100 objects
//   []{product_id!}  the body itself is a list
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/rest/paging.hpp"

namespace sluice::rest {

enum class BodyKind : uint8_t { kNone, kJson, kForm, kMultipart };

// What the response to a call holds, at `envelope`.
enum class ReplyKind : uint8_t {
  kRows,     // a list of records
  kRecord,   // one record
  kEither,   // one record, or a list of one: documentation and practice differ
  kValue,    // an id, a list of ids, true: nothing to read records from
  kText,     // no JSON: plain text or HTML
  kNothing,  // no body, or none that is documented
};

// How records are sent together in one request.
struct Bulk {
  std::string_view items = {};    // dotted path of the list in the body; "": the body is the list
  uint16_t most = 0;              // records per request; 0: one request per record
  std::string_view errors = {};   // member of the response that lists what was refused; "": none
  std::string_view key = {};      // member of an item that an entry of `errors` repeats
  std::string_view session = {};  // member that gets a fresh UUID, which makes a repeat harmless
};

// How to find out whether a write was carried out whose response was lost, or about which a killed
// run left no outcome.
struct Reread {
  std::string_view action = {};  // a GET; "": not possible
  // Members that a row and the payload must have in common: "url,type". They are also sent as query
  // parameters if the operation has them. "sale_id=id": a path parameter from the payload's member;
  // of a `get`, done if it is found. With several ways, the first counts for which the payload
  // has all members: "customer_code|email,last_name".
  std::string_view match = {};
  std::string_view entity = {};  // entity of the action; "": the write's own
  std::string_view fixed = {};   // a query parameter of every request: "type=customers"
  // A write whose response has just been lost and that is not found is sent again: only where
  // the list is never stale, and the API itself refuses a second one.
  bool repeats = false;
};

struct Operation {
  std::string_view entity = {};
  std::string_view action = {};  // list, get, create, update, delete, ...
  std::string_view method = {};
  std::string_view path = {};        // after the client's prefix: "/customers/{customer_id}"
  std::string_view path_types = {};  // of those parameters that are not text: "address_id:int"
  std::string_view query = {};       // parameters, those with `!` must be given
  std::string_view body = {};        // members, those with `!` are required by the API
  BodyKind body_kind = BodyKind::kNone;
  bool body_required = false;      // a call without a body is refused
  std::string_view envelope = {};  // path of the records: "data", "payload.data"; "": the
                                   // body. Two lists: "data.a,data.b"
  ReplyKind reply = ReplyKind::kRows;
  std::string_view bare = {};  // kEither: a response without `envelope` that has this member is
                               // the record itself; "": there is none
  PaginationKind pagination = PaginationKind::kNone;
  PagingTraits paging = {};                  // where the list differs from its kind
  std::string_view row_version = "version";  // where a row keeps its version
  std::string_view unpaged_with = {};        // query parameters that switch paging off
  std::string_view lower_case = {};          // query parameters that match in lower case only
  std::string_view success = "200";          // statuses the API documents for success
  std::string_view scopes = {};              // space separated: all of them are needed
  std::string_view any_scope = {};           // space separated: one of them is needed
  std::string_view webhooks = {};            // events that the change fires
  std::string_view versions = {};            // of the API that have this row; "": all
  std::string_view note = {};                // what a person must know, one sentence
  bool reads = false;                        // changes nothing, whatever the method
  bool repeatable = false;  // a repeat has no further effect; PUT and DELETE need no flag
  std::string_view repeatable_with = {};  // a repeat is harmless if the payload has this member
  bool internal = false;                  // used by the client only: no component offers it
  Reread reread = {};
  Bulk bulk = {};
};

// The members of an entity's records, in the notation above; an object or list without members
// between its braces may have any.
struct EntityMembers {
  std::string_view entity = {};
  std::string_view names = {};
  bool complete = false;                  // there are no others, nor within them
  std::string_view actions = "list,get";  // whose records they are of
};

// True for what a publisher offers.
constexpr bool is_write(const Operation& row) {
  return !row.reads && !row.internal && row.method != "GET";
}
// True for what a subscriber offers.
constexpr bool is_read(const Operation& row) { return !row.internal && !is_write(row); }

// "update of customers", for messages.
inline std::string call_name(const Operation& row) {
  return std::string(row.action) + " of " + std::string(row.entity);
}

}  // namespace sluice::rest
