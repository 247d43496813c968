#include "list_walk.hpp"

#include <utility>

#include "sluice/rest/record_page.hpp"

namespace http_plugin {

using sluice::Batch;
using sluice::Cancel;
using sluice::Response;
using sluice::Result;
using sluice::Status;

ListWalk::ListWalk(SourceList& list, const sluice::Host& host, const sluice::ClientRef& client,
                   std::string as)
    : list_(list),
      host_(host),
      client_(client),
      reader_(list.rows, host, std::move(as)),
      base_{&operation_, {}, {}, {}},
      sent_{base_} {
  operation_.method = list.at.method;
  operation_.reads = true;  // also a POST changes nothing, so that it may be repeated
}

Status ListWalk::begin(const SourceRequest& request) {
  end();
  auto segments = list_.at.path.fill(request.path, "/request/path", request.slashes);
  if (!segments) return segments.status();
  auto address = client_.identity();
  if (!address) return address.status();
  SourceRequest whole = request;
  if (Status s = list_.paging.put_fixed(whole.query, whole.body); !s) return s;
  base_.segments = *std::move(segments);
  base_.end_slash = list_.at.path.ends_in_slash();
  base_.slashes = request.slashes == sluice::rest::PathTemplate::Slashes::kEncoded;
  base_.query = std::move(whole.query);
  base_.body = whole.body.text();
  resumed_ = in_doubt_ = false;
  pages_ = list_.paging.walk(whole.body, {*address, base_.segments, base_.end_slash, {}});
  return pages_->seek("");
}

Status ListWalk::seek_here(std::string_view place) {
  exchange_.reset();
  return pages_->seek(place);
}

Status ListWalk::seek(std::string_view place) {
  if (Status s = seek_here(place); !s) return s;
  resumed_ = !place.empty();
  return {};
}

std::string ListWalk::place() const {
  return list_.paging.resumes && pages_ ? pages_->cursor() : std::string();
}

Status ListWalk::send() {
  sent_ = base_;
  pages_->prepare(sent_);
  auto exchange = client_.start(sent_.request());
  if (!exchange) return exchange.status();
  exchange_ = *std::move(exchange);
  return {};
}

void ListWalk::request() {
  if (!exchange_) static_cast<void>(send());
}

// Addresses and cursors of pages are forgotten by their servers after a while.
bool ListWalk::starts_over(const Status& failure) const {
  const int32_t code = failure.remote_code();
  return resumed_ && (code == 400 || code == 404 || code == 410 || code == 422);
}

Result<bool> ListWalk::take(Batch into, const std::string& reason, const Cancel& cancel) {
  if (!exchange_)
    if (Status s = send(); !s) return s.in(sent_.name());
  sluice::Exchange exchange = std::move(exchange_);  // used up in any case
  Response response;
  const bool page = reader_.takes_page();
  const Status status = client_.finish(exchange, page ? into.abi() : nullptr, response, cancel);
  if (starts_over(status)) {
    host_.log(SLUICE_LOG_WARNING,
              base_.name() +
                  ": the server does not know the page any more at which the walk was "
                  "interrupted (" +
                  status.message() + "); the list is read from its beginning");
    if (Status s = seek(""); !s) return s;
    return take(into, reason, cancel);
  }
  before_ = pages_->cursor();
  const bool not_found = list_.at.is_not_found(response.status());
  if (not_found) return envelope_ = {}, find_doubt(true), false;
  if (!status) return Status(status).in(sent_.name());
  auto more = read(into, response, reason);
  if (!more) return Status(more.status()).in(sent_.name());
  resumed_ = false;
  if (!*more) find_doubt(false);
  return more;
}

Result<bool> ListWalk::read(Batch into, const Response& response, const std::string& reason) {
  auto envelope = reader_.read(into, response, reason);
  if (!envelope) return envelope.status();
  envelope_ = *std::move(envelope);
  auto more =
      pages_->advance({into, envelope_.value, 0, response.header("Link"), envelope_.listed});
  if (more) sluice::rest::refuse_nulls(into);
  return more;
}

// A status that the settings take for the end may have another cause, such as an address that is
// gone.
void ListWalk::find_doubt(bool not_found) {
  in_doubt_ = not_found || !pages_->doubt().empty();
  if (!not_found && in_doubt_)
    host_.log(SLUICE_LOG_WARNING,
              base_.name() + ": " + pages_->doubt() + ". The list counts as read to its end");
}

}  // namespace http_plugin
