#include "sluice/rest/list_subscriber.hpp"

#include <algorithm>
#include <utility>

#include "sluice/rest/document.hpp"
#include "sluice/rest/error_map.hpp"

namespace sluice::rest {
namespace {

constexpr std::string_view kSizeParameter = "page_size";
constexpr std::string_view kRestart = "restart";  // cursor at the end of a walk that is not resumed
constexpr size_t kQuotableBody = 64 * 1024;

Status check_page_size(const Parameters& query, std::string_view pointer) {
  if (!query.has(kSizeParameter)) return {};
  std::string_view given = query.first(kSizeParameter);
  bool digits =
      !given.empty() && given.size() <= 9 && given.front() != '0' &&
      std::all_of(given.begin(), given.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits) return {};
  return Status::invalid(std::string(pointer) + "/page_size",
                         "\"" + std::string(given) + "\" is no page size: 1 or more is needed");
}

Status check_request(RequestParts& parts, const ListSettings& settings) {
  if (auto s = parts.check(*settings.operation, settings.path, "/request"); !s) return s;
  if (auto s = check_page_size(parts.query, "/request/query"); !s) return s;
  return make_pagination(*settings.operation, parts.query, settings.pagination, "/request/query")
      .status();
}

void append(std::string& out, std::string_view part, const Parameters& parameters) {
  std::vector<std::string> lines;
  for (const Parameter& p : parameters.all()) {
    if (p.name == kSizeParameter) continue;  // may change without making a cursor wrong
    std::string line = "\n" + std::string(part) + " " + p.name;
    for (const std::string& value : p.values) line.append("\n=").append(value);
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  for (const std::string& line : lines) out += line;
}

}  // namespace

Result<ListSettings> ListSettings::read(Context& context, const Catalogue& catalogue) {
  auto config = context.config();
  if (!config) return config.status();
  ListSettings out;
  auto operation = catalogue.find((*config)["entity"].string_or(""), "list");
  if (!operation) return operation.status();
  out.operation = *operation;
  auto path = PathTemplate::parse(out.operation->path);
  if (!path) return path.status();
  out.path = *std::move(path);
  out.pagination = (*config)["pagination"].bool_or(true);
  out.incremental = (*config)["incremental"].bool_or(true);
  auto parts = RequestParts::read((*config)["request"], "/request");
  if (!parts) return parts.status();
  if (auto status = check_request(*parts, out); !status) return status;
  return out;
}

ListSubscriber::ListSubscriber(Context& context, ListSettings settings, std::string_view page_size)
    : host_(context.host()),
      client_(context.client()),
      settings_(std::move(settings)),
      page_size_(page_size),
      request_{settings_.operation, {}, {}, {}} {}

Result<std::string> ListSubscriber::open(std::string_view text) {
  auto document = Document::parse(host_, text, "the request");
  if (!document) return document.status();
  auto parts = RequestParts::read(document->root(), "/request");
  if (!parts) return parts.status();
  if (auto status = check_request(*parts, settings_); !status) return status;
  auto segments = settings_.path.fill(parts->path, "/request/path");
  if (!segments) return segments.status();
  auto client = client_.identity();
  if (!client) return client.status();
  request_ = {settings_.operation, *std::move(segments), parts->query, {}};
  if (parts->payload && !parts->payload.is_null()) {
    auto body = parts->payload.json();
    if (!body) return body.status();
    request_.body = *body;
  }
  bool paged = settings_.pagination && is_paged(*settings_.operation, parts->query);
  pagination_ =
      *make_pagination(*settings_.operation, parts->query, settings_.pagination, "/request/query");
  if (paged && !page_size_.empty() && !request_.query.has(kSizeParameter))
    request_.query.set(kSizeParameter, page_size_);
  return identity(*parts, *client);
}

std::string ListSubscriber::identity(const RequestParts& parts, std::string_view client) const {
  std::string out(client);
  out.append("\n").append(settings_.operation->entity);
  append(out, "path", parts.path);
  append(out, "query", parts.query);
  return out.append("\npayload ").append(request_.body);
}

Status ListSubscriber::seek(std::string_view cursor) {
  if (!pagination_) return Status::internal("seek before open");
  if (auto status = pagination_->seek(cursor == kRestart ? "" : cursor); !status) return status;
  exchange_.reset();
  page_ = 1;
  ended_ = false;
  return {};
}

Status ListSubscriber::start_next() {
  pagination_->prepare(request_);
  auto exchange = client_.start(request_.request());
  if (!exchange) return exchange.status();
  exchange_ = *std::move(exchange);
  return {};
}

Status ListSubscriber::poll(Batch into, const Cancel& cancel) {
  if (!pagination_) return Status::internal("poll before open");
  if (ended_) return Status::end();
  if (!exchange_)
    if (auto status = start_next(); !status) return at_page(status);
  Exchange exchange = std::move(exchange_);  // used up, whatever comes of it
  Response response;
  if (auto status = client_.finish(exchange, into.abi(), response, cancel); !status)
    return at_page(status);
  return read_page(into, response);
}

Status ListSubscriber::read_page(Batch into, const Response& response) {
  sluice_batch* batch = into.abi();
  sluice_value envelope{};
  sluice_error error{};
  error.struct_size = sizeof error;
  auto code = batch->json->parse_page(batch, response.body_size(),
                                      slice(settings_.operation->envelope), &envelope, &error);
  if (code) {
    auto status = Status::from(error, code);
    std::string said = error_text(view(batch->text).substr(0, kQuotableBody));
    if (code != SLUICE_E_DATA || said.empty()) return at_page(status);
    return at_page(Status::data(status.message() + "; the server sent: " + said));
  }
  std::string before = pagination_->cursor();
  auto more = pagination_->advance({into, Value(batch, &envelope)});
  if (!more) return at_page(more.status());
  if (auto status = note_cursor(into, *more); !status) {
    static_cast<void>(pagination_->seek(before));  // the page will be asked for again
    return status;
  }
  page_++;
  // A request that cannot leave now is made again by the next poll, which tells why it cannot.
  if (*more) static_cast<void>(start_next());
  mark(into, request_.query);
  ended_ = !*more;
  return *more ? Status() : Status::end();
}

Status ListSubscriber::note_cursor(Batch into, bool more) const {
  std::string cursor = pagination_->cursor();
  if (!more && !cursor.empty() && !settings_.incremental) cursor = kRestart;
  auto code = into.abi()->records_api->set_cursor(into.abi(), slice(cursor));
  return code ? Status(code, "no memory for the cursor") : Status();
}

Status ListSubscriber::at_page(Status status) const {
  std::string where = std::string(settings_.operation->entity) + " page " + std::to_string(page_);
  std::string cursor = pagination_->cursor();
  where += cursor.empty() ? " (from the beginning)" : " (after cursor " + cursor + ")";
  if (status.remote_code() == 403 && !settings_.operation->scopes.empty())
    where += ", which needs scope " + std::string(settings_.operation->scopes);
  status.in(where);
  return status;
}

}  // namespace sluice::rest
