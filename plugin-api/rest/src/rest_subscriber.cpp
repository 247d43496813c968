#include "sluice/rest/rest_subscriber.hpp"

#include <utility>

#include "sluice/record.h"
#include "sluice/rest/document.hpp"
#include "sluice/rest/error_map.hpp"
#include "sluice/rest/make_pagination.hpp"
#include "sluice/rest/members_schema.hpp"
#include "sluice/rest/record_page.hpp"

namespace sluice::rest {
namespace {

constexpr size_t kQuotableBody = size_t{64} * 1024;

// Pages of one plain list are received into the batch without a copy; the others are small.
bool is_plain_list(const Operation& operation) {
  return operation.reply == ReplyKind::kRows &&
         operation.envelope.find(',') == std::string_view::npos;
}

}  // namespace

Result<RestSubscriber::Setup> RestSubscriber::read(Context& context, const Connector& connector) {
  auto settings = ListSettings::read(context, connector.catalogue, connector.page_size);
  if (!settings) return settings.status();
  if (auto status = connector.check_client(context.client()); !status) return status;
  return Setup{connector, context.host(), context.client(), *std::move(settings),
               OperationOutlook(context, connector.catalogue, connector.page_size)};
}

RestSubscriber::RestSubscriber(Setup setup)
    : catalogue_(setup.connector.catalogue),
      deleted_at_(setup.connector.deleted_at),
      host_(setup.host),
      client_(setup.client),
      settings_(std::move(setup.settings)),
      outlook_(std::move(setup.outlook)),
      request_{settings_.operation, {}, {}, {}} {}

Result<std::string> RestSubscriber::members(std::string_view) {
  const EntityMembers* known = catalogue_.members_of(*settings_.operation, settings_.described);
  return known ? members_schema(*known) : std::string();
}

Result<std::string> RestSubscriber::open(std::string_view text) {
  auto document = Document::parse(host_, text, "the request");
  if (!document) return document.status();
  auto request = ListRequest::make(settings_, document->root());
  if (!request) return request.status();
  if (settings_.operation->body_required && request->body.empty())
    return Status::invalid("/request/payload", call_name(*settings_.operation) +
                                                   " sends it as the body: it must be given");
  auto segments = settings_.path.fill(request->parts.path, "/request/path");
  if (!segments) return segments.status();
  auto client = client_.identity();
  if (!client) return client.status();
  auto pagination = make_pagination(request->plan, request->body, "/request");
  if (!pagination) return pagination.status();
  pagination_ = *std::move(pagination);
  plan_ = request->plan;
  marks_deleted_ = request->deleted && !deleted_at_.empty();
  request_ = {settings_.operation, *std::move(segments), request->query, request->body.text()};
  request_.version = settings_.version;
  return *client + "\n" + request->identity;
}

Status RestSubscriber::seek(std::string_view cursor) {
  if (!pagination_) return Status::internal("seek before open");
  const bool whole = settings_.full || !settings_.incremental;
  WalkCursor start = WalkCursor::start(cursor, pagination_->keeps(), whole);
  if (auto status = pagination_->seek(start.position); !status) return status;
  walk_ = start.walk;
  exchange_.reset();
  page_ = 1;
  records_ = 0;
  ended_ = false;
  return {};
}

void RestSubscriber::mark_deleted(Batch page) const {
  uint32_t hint = 0;
  for (size_t i = 0; i < page.size(); i++) {
    Record record = page[i];
    if (!record.live() || !record.root().is_object()) continue;
    Value deleted_at = record.root().find(deleted_at_, &hint);
    if (deleted_at && !deleted_at.is_null()) record.abi()->op = SLUICE_OP_DELETE;
  }
  page.clear_fault();  // a row that cannot be expanded fails where it is used
}

Status RestSubscriber::start_next() {
  pagination_->prepare(request_);
  auto exchange = client_.start(request_.request());
  if (!exchange) return exchange.status();
  exchange_ = *std::move(exchange);
  return {};
}

Status RestSubscriber::poll(Batch into, const Cancel& cancel) {
  if (!pagination_) return Status::internal("poll before open");
  if (ended_) return Status::end();
  if (!exchange_)
    if (auto status = start_next(); !status) return at_entity(status);
  Exchange exchange = std::move(exchange_);  // used up in any case
  Response response;
  sluice_batch* page = is_plain_list(*settings_.operation) ? into.abi() : nullptr;
  if (auto status = client_.finish(exchange, page, response, cancel); !status)
    return at_entity(status);
  return read_page(into, response);
}

Result<Page> RestSubscriber::parse_list(Batch into, const Response& response) {
  auto envelope = into.parse_page(response.body_size(), settings_.operation->envelope);
  if (envelope) return Page{into, *envelope};
  const Status& status = envelope.status();
  std::string said = error_text(view(into.abi()->text).substr(0, kQuotableBody));
  if (status.code() != SLUICE_E_DATA || said.empty()) return status;
  return Status::data(status.message() + "; the server sent: " + said);
}

Result<Page> RestSubscriber::parse_record(Batch into, const Response& response) {
  const Operation& operation = *settings_.operation;
  if (operation.reply == ReplyKind::kText) {
    auto status = make_text_page(into, response.body());
    return status ? Result<Page>(Page{into, Value()}) : Result<Page>(status);
  }
  if (response.body().empty()) return Page{into, Value()};
  auto made = make_record_page(host_, into, response.body(), operation.envelope, operation.bare);
  if (made) return Page{into, Value(), *made};
  std::string said = error_text(response.body().substr(0, kQuotableBody));
  if (made.status().code() != SLUICE_E_DATA || said.empty()) return made.status();
  return Status::data(made.status().message() + "; the server sent: " + said);
}

Status RestSubscriber::read_page(Batch into, const Response& response) {
  auto page = is_plain_list(*settings_.operation) ? parse_list(into, response)
                                                  : parse_record(into, response);
  if (!page) return at_entity(page.status());
  std::string before = pagination_->cursor();
  auto more = pagination_->advance(*page);
  if (!more) return at_entity(more.status());
  const bool brake = *more && reaches_limit(into.size());
  const bool over = !*more || (brake && pagination_->keeps() == Keeps::kNothing);
  if (auto status = note_cursor(into, over); !status) {
    static_cast<void>(pagination_->seek(before));  // the page will be requested again
    return status;
  }
  const bool in_doubt = page_ == 1 && warn_of_absent(page->records.size());
  refuse_nulls(into);
  page_++;
  records_ += into.size();
  ended_ = over || brake;
  // A request that cannot be sent now is made again by the next poll, which reports why it fails.
  if (!ended_) static_cast<void>(start_next());
  if (marks_deleted_) mark_deleted(into);
  if (over && (brake || in_doubt)) into.set_partial();
  if (over) return Status::end();
  return brake ? Status::paused() : Status();
}

bool RestSubscriber::reaches_limit(size_t rows) const {
  const uint64_t pages = settings_.max_pages, records = settings_.max_records;
  return (pages && page_ >= pages) || (records && records_ + rows >= records);
}

// An API may leave the member out on its last page, which is seldom a full first one. Then its path
// is rather misspelt.
bool RestSubscriber::warn_of_absent(size_t rows) const {
  const std::string absent = pagination_->absent();
  if (absent.empty() || !plan_.may_go_on(rows)) return false;
  host_.log(SLUICE_LOG_WARNING,
            std::string(settings_.operation->entity) + ": the first page has " +
                std::to_string(rows) + (rows == 1 ? " row" : " rows") + " and no member " + absent +
                ", which would name the next page: the walk ends here. If there are more rows, "
                "correct that path in the connector's catalogue");
  return true;
}

// Nothing is kept of a walk whose rows may move: it starts over. Where nothing is kept between
// walks, none is left bound to the request of this one.
Status RestSubscriber::note_cursor(Batch into, bool over) const {
  const Keeps keeps = pagination_->keeps();
  if (keeps == Keeps::kNothing) return {};
  const bool forget = over && (keeps == Keeps::kWithinWalk || !settings_.incremental);
  if (forget) return into.clear_cursor(), Status();
  const std::string text =
      WalkCursor{pagination_->cursor(), over ? WalkCursor::Walk::kEnded : walk_}.text();
  return into.set_cursor(text);
}

// The host adds page and cursor, for every subscriber alike.
Status RestSubscriber::at_entity(Status status) const {
  std::string where(settings_.operation->entity);
  if (status.remote_code() == 403 && !settings_.operation->scopes.empty())
    where += ", which needs scope " + std::string(settings_.operation->scopes);
  if (status.remote_code() == 403 && !settings_.operation->any_scope.empty())
    where += ", which needs one scope of " + std::string(settings_.operation->any_scope);
  status.in(where);
  return status;
}

}  // namespace sluice::rest
