#include "webhook_fetch.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <set>
#include <utility>

#include "catalogue.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/rest/value_path.hpp"
#include "webhook_handler.hpp"
#include "webhook_record.hpp"

namespace lightspeedhq {

using sluice::Batch;
using sluice::Cancel;
using sluice::Exchange;
using sluice::Record;
using sluice::Result;
using sluice::Status;

namespace {

// Sent at once; the rate budget paces them.
constexpr size_t kAhead = 4;

struct Fetched {
  std::string_view type, entity, id;
};

// A register's closure cannot be read: such events stay unchanged.
constexpr std::array<Fetched, 6> kFetched = {{{"sale.update", "sales", "id"},
                                              {"product.update", "products", "id"},
                                              {"customer.update", "customers", "id"},
                                              {"inventory.update", "inventory", "product_id"},
                                              {"consignment.send", "consignments", "id"},
                                              {"consignment.receive", "consignments", "id"}}};

}  // namespace

Result<WebhookFetch> WebhookFetch::make(sluice::Context& context, const WebhookSettings& settings,
                                        std::string_view api_version) {
  WebhookFetch out(context, settings);
  for (const Fetched& row : kFetched) {
    const bool listened =
        std::find(settings.types.begin(), settings.types.end(), row.type) != settings.types.end();
    if (!listened) continue;
    auto operation = catalogue().find(row.entity, "get", api_version);
    if (!operation)
      return Status::invalid(
          "/fetch", std::string(row.type) + " cannot be fetched: " + operation.status().message());
    auto path = sluice::rest::PathTemplate::parse((*operation)->path);
    if (!path) return path.status();
    out.sources_.emplace(row.type, Source{row.type, *operation, *std::move(path), row.id});
  }
  return out;
}

std::string WebhookFetch::scopes() const {
  std::set<std::string_view> all;
  for (const auto& [type, source] : sources_) all.insert(source.operation->scopes);
  std::string out;
  for (std::string_view scope : all) out.append(out.empty() ? "" : ",").append(scope);
  return out;
}

// From the end: an entity's last event stays, and settles the others.
std::vector<WebhookFetch::Wanted> WebhookFetch::wanted(Batch batch) const {
  std::vector<Wanted> out;
  std::set<std::pair<const void*, std::string>> seen;
  for (size_t i = batch.size(); i-- > 0;) {
    const Record record = batch[i];
    const EventKey key = EventKey::of(sluice::view(record.abi()->key));
    const auto source = sources_.find(key.type);
    if (source == sources_.end()) continue;
    auto id = sluice::rest::text_at(record.root(), source->second.id);
    if (!id) {
      record.fail(Status::data("the event says no " + std::string(source->second.id) +
                               ", so there is nothing to fetch"));
    } else if (seen.emplace(source->second.operation, *id).second) {
      out.push_back({i, &source->second, *id});
    } else {
      record.filter();
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

Status WebhookFetch::run(Batch batch, const Cancel& cancel) const {
  const std::vector<Wanted> all = wanted(batch);
  std::deque<Result<Exchange>> under_way;
  for (size_t done = 0, started = 0; done < all.size(); done++) {
    for (; started < all.size() && under_way.size() < kAhead; started++)
      under_way.push_back(start(all[started]));
    const Result<Exchange> exchange = std::move(under_way.front());
    under_way.pop_front();
    Status status = exchange ? finish(batch, all[done], *exchange, cancel) : exchange.status();
    if (status.code() == SLUICE_E_DATA || (!exchange && status.code() == SLUICE_E_INVALID))
      batch[all[done].record].fail(Status::data(status.message()));
    else if (!status)
      return status.in("fetching " + std::string(all[done].source->operation->entity) + " " +
                       all[done].id);
  }
  return {};
}

Result<Exchange> WebhookFetch::start(const Wanted& wanted) const {
  sluice::rest::Parameters path;
  path.set(wanted.source->path.parameters().front(), wanted.id);
  auto segments = wanted.source->path.fill(path, "/id");
  if (!segments) return segments.status();
  sluice::rest::OperationRequest request{wanted.source->operation, *std::move(segments), {}, {}};
  request.version = version_;
  return client_.start(request.request());
}

Status WebhookFetch::finish(Batch batch, const Wanted& wanted, const Exchange& exchange,
                            const Cancel& cancel) const {
  sluice::Response response;
  const Status status = client_.finish(exchange, nullptr, response, cancel);
  if (status.remote_code() == 404) return make_deletion(batch, wanted);
  return status ? put(batch, wanted, response.body()) : status;
}

Status WebhookFetch::make_deletion(Batch batch, const Wanted& wanted) const {
  const Record record = batch[wanted.record];
  sluice_value object{};
  object.kind = SLUICE_KIND_OBJECT;
  record.abi()->root = object;
  record.abi()->op = SLUICE_OP_DELETE;
  if (Status s = set_member(batch, record, "id", wanted.id); !s) return s;
  return name(batch, record, wanted, wanted.id);
}

Status WebhookFetch::name(Batch batch, const Record& record, const Wanted& wanted,
                          std::string_view id) const {
  if (Status s = set_key(batch, record, id); !s || type_member_.empty()) return s;
  return set_member(batch, record, type_member_, wanted.source->type);
}

// One entity replaces the event; of a list (a product's stock, one row per outlet) the others
// follow it.
Status WebhookFetch::put(Batch batch, const Wanted& wanted, std::string_view body) const {
  auto document = batch.parse(body);
  if (!document) return document.status();
  const sluice::Value whole(batch.abi(), &*document);
  const sluice::Value found = sluice::rest::at_path(whole, wanted.source->operation->envelope);
  const bool list = found.is_array();
  const size_t rows = list ? found.size() : 1;
  if (rows == 0) return make_deletion(batch, wanted);
  for (size_t i = 0; i < rows; i++) {
    const sluice::Value row = list ? found.item(i) : found;
    if (!row.is_object()) return Status::data("the shop's response holds no entity");
    auto record = i == 0 ? Result<Record>(batch[wanted.record]) : batch.add(batch[wanted.record]);
    if (!record) return record.status();
    record->abi()->root = *row.abi();
    const auto deleted_at = row["deleted_at"];
    if (deleted_at && !deleted_at.is_null()) record->abi()->op = SLUICE_OP_DELETE;
    const std::string id = sluice::rest::text_at(row, "id").value_or(wanted.id);
    if (Status s = name(batch, *record, wanted, id); !s) return s;
  }
  return {};
}

}  // namespace lightspeedhq
