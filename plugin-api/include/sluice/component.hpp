// The classes a plugin author derives from. Each has the functions of one interface of abi.h;
// the thread tags there hold here. What an override throws becomes SLUICE_E_INTERNAL.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/abi.h"
#include "sluice/batch.hpp"
#include "sluice/context.hpp"
#include "sluice/ext/http.h"
#include "sluice/http.hpp"
#include "sluice/outcomes.hpp"
#include "sluice/result.hpp"

namespace sluice {

// Which of the classes below a component is; it selects the boundary's tables.
enum class ComponentKind : uint8_t {
  kClient,
  kSubscriber,
  kTransformer,
  kTextTransformer,
  kPublisher,
  kOwn  // none of them: own_table() has all
};

// Base of all; not derived from directly. Besides the overrides an author's class has
//   static constexpr std::string_view kId = "plugin.component";  // as in the manifest
//   explicit Self(Context&);                                     // no I/O; may throw Error
// or, instead of the constructor,
//   static Result<std::unique_ptr<Self>> create(Context&);
// A plugin with one component needs no kId: its manifest has it.
class Component {
 public:
  virtual ~Component() = default;
  // Wakes blocking work; idempotent. [any]
  virtual void stop() {}
  virtual ComponentKind component_kind() const = 0;
  // A further table by its id, for other components of the plugin (ClientRef::table), or of a
  // component that is none of the classes below (ComponentKind::kOwn); NULL: there is none. [any]
  virtual const void* own_table(std::string_view) const { return nullptr; }
};

// Of a client whose credentials a person grants in a browser: `sluice auth`. See abi.h,
// sluice_authorization.
class Authorization {
 public:
  virtual ~Authorization() = default;
  virtual Result<std::string> redirect() const = 0;
  // The address to open.
  virtual Result<std::string> begin(std::string_view redirect, std::string_view state) = 0;
  // Fetches and keeps the credentials; what was granted, for a person to read.
  virtual Result<std::string> complete(std::string_view redirect,
                                       const std::vector<sluice_pair>& query, const Cancel&) = 0;
};

// Of a client that can be tried before a run: `sluice check --connect`.
class ConnectCheck {
 public:
  virtual ~ConnectCheck() = default;
  // Reaches the remote system and authenticates; what was found, for a person to read.
  virtual Result<std::string> connect(const Cancel&) = 0;
  // Which of `needs` (see Outlook) are not granted. Status::end(): the remote does not say.
  virtual Result<std::string> missing(std::string_view needs) const = 0;
};

// Of a subscriber or publisher that can report something before it runs. No I/O.
class Outlook {
 public:
  virtual ~Outlook() = default;
  // The permissions its work needs, as its client understands them.
  virtual std::string needs() const = 0;
  // How many requests moving `records` records takes; Status::end(): not known.
  virtual Result<uint64_t> requests(uint64_t records) const = 0;
};

class Client : public Component {
 public:
  // Optional; NULL: it has none. [lane]
  virtual Authorization* authorization() { return nullptr; }
  virtual ConnectCheck* connect_check() { return nullptr; }
  // What cursors read through this client belong to; no secret. [any]
  virtual std::string identity() const = 0;
  // Sends, with address and credentials added; does not wait. [any]
  virtual Status start(const sluice_http_request&, sluice_http_exchange** out) = 0;
  // Waits; a response that means failure becomes a failing Status. [any]
  virtual Status finish(sluice_http_exchange*, sluice_batch* into, sluice_http_response*,
                        const Cancel&) = 0;
  ComponentKind component_kind() const final { return ComponentKind::kClient; }
};

// Of a subscriber that takes away what it has read. See ext/committed.h.
class HearsCommits {
 public:
  virtual ~HearsCommits() = default;
  // The records up to this cursor, one that the subscriber gave, are delivered; empty: none was
  // committed. Before a run opens its walk, and after its last commit. [lane]
  virtual Status committed(std::string_view cursor, const Cancel&) = 0;
};

// Of a subscriber or transformer that can say which members its records have. See ext/members.h.
class KnowsMembers {
 public:
  virtual ~KnowsMembers() = default;
  // What is known of the records that go out; empty: nothing. `in`: the same of those that come
  // in. After create, before the first batch. [main]
  virtual Result<std::string> members(std::string_view in) = 0;
  // Paths that were looked for, and that no record of the run had. [lane]
  virtual std::vector<std::string> absent() { return {}; }
};

class Subscriber : public Component {
 public:
  // Optional; NULL: it has none. [lane]
  virtual const Outlook* outlook() const { return nullptr; }
  // Optional; NULL: it need not know. The same as long as it lives. [any]
  virtual HearsCommits* hears_commits() { return nullptr; }
  // Optional; NULL: it does not know. [main]
  virtual KnowsMembers* knows_members() { return nullptr; }
  // Begins a walk with the resolved request (JSON); returns what its cursors belong to. [lane]
  virtual Result<std::string> open(std::string_view request) = 0;
  // Where to start; empty: from the beginning. [lane]
  virtual Status seek(std::string_view cursor) = 0;
  // One page into an empty batch; Status::end() when the walk is over, Status::paused() when only
  // this run is. [lane]
  virtual Status poll(Batch into, const Cancel&) = 0;
  ComponentKind component_kind() const final { return ComponentKind::kSubscriber; }
};

// Of a transformer that gives records after the last batch of a walk. See ext/flush.h.
class Flushes {
 public:
  virtual ~Flushes() = default;
  // Adds records to the empty batch: Batch::add_source. True: it is called again once they are
  // settled. `first`: the first call after a walk. [lane]
  virtual Result<bool> flush(bool first, Batch into, const Cancel&) = 0;
};

class Transformer : public Component {
 public:
  // Optional; NULL: it holds nothing back. The same as long as it lives. [any]
  virtual Flushes* flushes() { return nullptr; }
  // Optional; NULL: it does not know. [main]
  virtual KnowsMembers* knows_members() { return nullptr; }
  // Changes the batch in place. A failing Status fails the whole batch; for one record use
  // Record::fail. [lane]
  virtual Status transform_batch(Batch batch, const Cancel&) = 0;
  ComponentKind component_kind() const final { return ComponentKind::kTransformer; }
};

// For authors who prefer text: one record's JSON in, any number out.
class TextTransformer : public Component {
 public:
  class Output {
   public:
    explicit Output(sluice_text* text) : text_(text) {}
    void put(std::string_view record) const { text_->put(text_, slice(record)); }

   private:
    sluice_text* text_;
  };
  // No put: the record is dropped. A failing Status parks this record only. [lane]
  virtual Status transform(std::string_view record, const Output& out, const Cancel&) = 0;
  ComponentKind component_kind() const final { return ComponentKind::kTextTransformer; }
};

// Of a publisher that can work on several batches. See abi.h, sluice_publisher.
class WorksAhead {
 public:
  virtual ~WorksAhead() = default;
  // Starts with a batch; its outcomes come with settle. [lane]
  virtual Status begin(Batch batch, Outcomes outcomes, const Cancel&) = 0;
  // Waits until each record of the batch begun first has its outcome. [lane]
  virtual Status settle(Batch batch, const Cancel&) = 0;
};

// Of a publisher for which a record that is published twice is there twice. See abi.h,
// sluice_publisher.
class Recovers {
 public:
  virtual ~Recovers() = default;
  // Determines what became of the live records, which a run that was killed may have published.
  // An outcome is OK: carried out, END: not carried out, E_DATA: not known. [lane]
  virtual Status recover(Batch batch, Outcomes outcomes, const Cancel&) = 0;
};

class Publisher : public Component {
 public:
  // Optional; NULL: it has none. [lane]
  virtual const Outlook* outlook() const { return nullptr; }
  // Continues from a committed position; empty: none yet. [lane]
  virtual Status resume(std::string_view position, const Cancel&) = 0;
  // Takes the live records in order; outcomes start as OK. [lane]
  virtual Status publish(Batch batch, Outcomes outcomes, const Cancel&) = 0;
  // Makes it durable and returns the position after it; `last`: the walk is over. [lane]
  virtual Result<std::string> flush(bool last, const Cancel&) = 0;
  // After the last position is committed; may be repeated. [lane]
  virtual Status finish(const Cancel&) { return {}; }
  // An interrupted walk starts over: what was published of it comes again. [lane]
  virtual Status restart(const Cancel&) { return {}; }
  // Optional; NULL: one batch at a time. [lane]
  virtual WorksAhead* works_ahead() { return nullptr; }
  // Optional; NULL: publishing a record again changes nothing. [lane]
  virtual Recovers* recovers() { return nullptr; }
  ComponentKind component_kind() const final { return ComponentKind::kPublisher; }
};

}  // namespace sluice
