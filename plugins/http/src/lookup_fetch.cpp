#include "lookup_fetch.hpp"

#include <algorithm>
#include <utility>

#include "own_batch.hpp"
#include "sluice/expression/decimal.hpp"
#include "sluice/rest/value_path.hpp"

namespace http_plugin {

using sluice::Batch;
using sluice::Cancel;
using sluice::Response;
using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::expression::Decimal;
using sluice::expression::DecimalError;

LookupFetch::LookupFetch(const LookupSettings& settings, const sluice::Host& host,
                         const sluice::ClientRef& client, std::vector<std::string> ids,
                         std::vector<std::string> keys)
    : settings_(settings),
      host_(host),
      client_(client),
      ids_(std::move(ids)),
      keys_(std::move(keys)),
      rows_(ids_.size()),
      request_{&operation_, {}, {}, {}} {
  operation_.method = settings.at.method;
  operation_.reads = true;  // also a POST changes nothing, so that it may be repeated
}

std::optional<std::string> LookupFetch::key_at(Value value, std::string_view path) {
  auto text = sluice::rest::text_at(value, path);
  Decimal number;
  const bool is_fraction = text && text->find_first_of(".eE") != text->npos &&
                           sluice::rest::at_path(value, path).is_number();
  if (is_fraction && Decimal::parse(*text, &number) == DecimalError::kNone)
    text = number.to_string();
  return text;
}

void LookupFetch::set(std::vector<std::string> segments, sluice::rest::Parameters query,
                      std::string body) {
  request_.segments = std::move(segments);
  request_.query = std::move(query);
  request_.body = std::move(body);
}

Status LookupFetch::start() {
  // lookup has no `in` of pagination: nothing of it is in the body.
  sluice::rest::JsonBody no_body;
  if (Status s = settings_.paging.put_fixed(request_.query, no_body); !s) return s;
  auto address = client_.identity();
  if (!address) return address.status();
  request_.end_slash = settings_.at.path.ends_in_slash();
  pages_ = settings_.paging.walk(no_body, {*address, request_.segments, request_.end_slash, {}});
  return send();
}

Status LookupFetch::send() {
  pages_->prepare(request_);
  auto exchange = client_.start(request_.request());
  if (!exchange) return exchange.status();
  exchange_ = *std::move(exchange);
  return {};
}

Status LookupFetch::finish(const Cancel& cancel) {
  for (;;) {
    auto more = take_page(cancel);
    exchange_.reset();
    if (!more) return more.status();
    if (!*more) return {};
    if (++pages_read_ >= settings_.paging.max_pages)
      return Status::data(name() + ": there are more than " +
                          std::to_string(settings_.paging.max_pages) +
                          " pages (pagination.max_pages)");
    if (Status sent = send(); !sent) return sent;
  }
}

Result<bool> LookupFetch::take_page(const Cancel& cancel) {
  auto own = own_batch(host_);
  if (!own) return own.status();
  Response response;
  sluice_batch* const page = settings_.has_items ? own->get() : nullptr;
  const Status status = client_.finish(exchange_, page, response, cancel);
  if (settings_.at.is_not_found(response.status())) return false;
  if (!status) return status;
  if (settings_.has_items) return take_rows(Batch(own->get()), response);
  Status taken = take_body(Batch(own->get()), response);
  return taken ? Result<bool>(false) : taken;
}

Status LookupFetch::take_body(Batch into, const Response& response) {
  if (response.body().find_first_not_of(" \t\r\n") == std::string_view::npos) return {};
  auto value = into.parse(response.body());
  if (!value) return Status::data(name() + ": the answer is " + value.status().message());
  if (const auto code = into.abi()->json->expand(into.abi(), &*value))
    return code == SLUICE_E_DATA ? Status::data(name() + ": the answer has a key twice")
                                 : Status(code, "no memory for an answer");
  return take_row(Value(into.abi(), &*value));
}

Result<bool> LookupFetch::take_rows(Batch into, const Response& response) {
  if (response.body_size() == 0) return false;  // 204 and the like have nothing
  auto envelope = into.parse_page(response.body_size(), settings_.items);
  if (!envelope) return Status::data(name() + ": " + envelope.status().message());
  for (size_t i = 0; i < into.size(); i++) {
    if (!into[i].live()) return Status::data(name() + ": a row of the answer cannot be read");
    if (Status taken = take_row(into[i].root()); !taken) return taken;
  }
  auto more = pages_->advance({into, *envelope, 0, response.header("Link")});
  if (!more && more.status().code() == SLUICE_E_DATA)
    return Status::data(name() + ": " + more.status().message());
  return more;
}

Status LookupFetch::take_row(Value row) {
  auto json = row.json();
  if (!json) return json.status();
  if (!settings_.batch) return rows_.front().emplace_back(*json), Status();
  const auto key = key_at(row, settings_.batch->match);
  if (!key)
    return Status::data(name() + ": a row of the answer has no \"" + settings_.batch->match +
                        "\", which says what it is for (batch.match)");
  // Others that it was not asked for are of no interest.
  const auto asked = std::find(keys_.begin(), keys_.end(), *key);
  if (asked != keys_.end()) rows_[static_cast<size_t>(asked - keys_.begin())].emplace_back(*json);
  return {};
}

}  // namespace http_plugin
