#include "request_builder.hpp"

#include <algorithm>

#include "sluice/rest/request_parts.hpp"

namespace http_plugin {

using sluice::Batch;
using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::Batches;
using sluice::rest::Job;
using sluice::rest::OrderQueue;
using sluice::rest::Parameters;
using sluice::rest::RequestParts;

namespace {

void append(const Parameters& query, sluice::Request& out) {
  for (const auto& p : query.all())
    for (const std::string& value : p.values)
      out.query.push_back({sluice::slice(p.name), sluice::slice(value)});
}

// A pointer of "/path/id" within this record, so it is the record's fault.
Status of_record(const Status& status, bool slashes_encoded = true) {
  if (status.code() != SLUICE_E_INVALID) return status;
  const bool slash =
      !slashes_encoded && status.message().find("holds a slash") != std::string::npos;
  return Status::data("record " + status.message() +
                      (slash ? "; encode_slashes: true sends slashes as %2F" : ""));
}

// A failure of a host function (memory, a duplicate name).
Status fault_of(const Batch& batch) {
  if (batch.fault() == SLUICE_E_NO_MEMORY) return {SLUICE_E_NO_MEMORY, "no memory for a request"};
  if (batch.fault()) return Status::data("record cannot be read: one of its objects is malformed");
  return {};
}

}  // namespace

Result<RequestBuilder> RequestBuilder::create(PublisherSettings& settings) {
  RequestBuilder out(settings);
  if (settings.fixed_path()) {
    auto segments = settings.path.fill({}, "/path");
    if (!segments) return segments.status();
    out.fixed_ = *std::move(segments);
  }
  if (!settings.gzip) return out;
  auto gzip = sluice::gzip::Compressor::create();
  if (!gzip) return gzip.status();
  out.gzip_ = *std::move(gzip);
  return out;
}

RequestBuilder::RequestBuilder(PublisherSettings& settings) : settings_(&settings) {
  request_.method = settings.method;
  for (const auto& [name, value] : settings.headers)
    request_.headers.push_back({sluice::slice(name), sluice::slice(value)});
  request_.flags = SLUICE_HTTP_REQUEST_BORROWED;
  if (settings.safe) request_.flags |= SLUICE_HTTP_REQUEST_SAFE;
  if (settings.encode_slashes) request_.flags |= SLUICE_HTTP_REQUEST_SLASHES;
  if (settings.path.ends_in_slash()) request_.flags |= SLUICE_HTTP_REQUEST_END_SLASH;
}

bool RequestBuilder::take(OrderQueue& queue, Batches& batches, HttpBatch& out) {
  const BatchSettings& batch = settings_->batch;
  size_t bytes = batch.before.size() + batch.after.size();
  while (out.records.size() < batch.records) {
    auto record = queue.take();
    if (!record) break;
    size_t size = 0;
    if (Status s = measure(batches, *record, size); !s) {
      out.unfit.emplace_back(*record, std::move(s));
      continue;
    }
    bytes += size;
    if (batch.many() && bytes > batch.bytes && !out.records.empty()) {
      queue.put_back(*record);
      break;
    }
    out.records.push_back(*record);
  }
  queue.close();
  return !out.records.empty() || !out.unfit.empty();
}

// Its part of a body of many.
Status RequestBuilder::measure(Batches& batches, uint32_t record, size_t& size) {
  if (!settings_->request_records && !settings_->idempotency.member().empty())
    if (Status s = settings_->idempotency.fits(batches.job_of(record).root(record)); !s) return s;
  const BatchSettings& batch = settings_->batch;
  if (batch.many()) size = batches.text(record).size() + settings_->idempotency.member_size() + 1;
  return batch.action ? measure_action(batches, record, size) : Status();
}

// `size` of the record alone becomes the size of its part of the body.
Status RequestBuilder::measure_action(Batches& batches, uint32_t record, size_t& size) {
  scratch_.clear();
  if (Status s = append_action(batches.job_of(record), record, scratch_); !s) return s;
  size = scratch_.size() + (settings_->batch.action->with_record() ? size : 0);
  return {};
}

Status RequestBuilder::append_action(const Job& job, uint32_t record, std::string& out) const {
  Batch batch = job.batch;
  batch.clear_fault();
  Status status = settings_->batch.action->append(job.root(record), out);
  return status ? fault_of(batch) : status;
}

Status RequestBuilder::build(Batches& batches, HttpBatch& http_batch) {
  const Job& job = batches.job_of(http_batch.records.front());
  const Value root = job.root(http_batch.records.front());
  Batch batch = job.batch;
  batch.clear_fault();
  Status status;
  if (settings_->idempotency.any()) http_batch.key = job.key(http_batch.records.front());
  if (settings_->request_records) {
    status = set_parts(root, http_batch);
  } else {
    if (!settings_->fixed_path()) status = set_path(root, http_batch);
    if (status && settings_->has_body()) status = set_body(batches, http_batch);
  }
  if (Status fault = fault_of(batch); !fault) return fault;
  if (!status || !gzip_ || http_batch.body.empty()) return status;
  return compress(http_batch);
}

Status RequestBuilder::set_path(Value record, HttpBatch& http_batch) {
  Parameters values;
  for (auto& member : settings_->path_members) {
    const Value value = member.find(record);
    if (value.is_number() || value.is_bool())
      values.set(member.text(), std::string(value.text()));
    else if (auto text = value.string(); text)
      values.set(member.text(), std::string(*text));
    else
      return Status::data("record /" + member.text() +
                          (value ? ": is not text or a number" : ": is missing") +
                          ", but the path needs it");
  }
  auto segments = settings_->path.fill(values, "", slashes());
  if (!segments) return of_record(segments.status(), settings_->encode_slashes);
  http_batch.segments = *std::move(segments);
  return {};
}

Status RequestBuilder::set_parts(Value record, HttpBatch& http_batch) {
  if (!record.is_object()) return Status::data("record is not an object with path, query, payload");
  auto parts = RequestParts::read(record, "");
  if (!parts) return of_record(parts.status());
  for (const auto& p : parts->path.all())
    if (std::find(settings_->path.parameters().begin(), settings_->path.parameters().end(),
                  p.name) == settings_->path.parameters().end())
      return Status::data("record /path/" + p.name + ": the path has no such parameter");
  auto segments = settings_->path.fill(parts->path, "/path", slashes());
  if (!segments) return of_record(segments.status(), settings_->encode_slashes);
  http_batch.segments = *std::move(segments);
  http_batch.query = parts->query;
  if (!settings_->has_body()) return {};
  if (!parts->payload || parts->payload.is_null())
    return Status::data("record has no payload, which is the body");
  auto body = parts->payload.json();
  if (!body) return body.status();
  http_batch.body = *body;
  const auto& idempotency = settings_->idempotency;
  if (idempotency.member().empty()) return {};
  if (Status s = idempotency.fits(parts->payload); !s) return s;
  http_batch.text.clear();
  idempotency.append(parts->payload, *body, http_batch.key, http_batch.text);
  http_batch.body = http_batch.text;
  return {};
}

Status RequestBuilder::set_body(Batches& batches, HttpBatch& http_batch) const {
  const BatchSettings& batch = settings_->batch;
  const bool as_it_is = settings_->idempotency.member().empty();
  if (as_it_is && batch.format == Format::kRecord)
    http_batch.body = batches.text(http_batch.records.front());
  if (as_it_is && batch.format == Format::kNdjson && !batch.action)
    http_batch.body = batches.lines(http_batch.records);
  if (!http_batch.body.empty()) return {};
  Status status;
  http_batch.text.clear();
  if (batch.format == Format::kRecord)
    append_text(batches, http_batch.records.front(), http_batch.text);
  else if (batch.format == Format::kArray)
    write_array(batches, http_batch);
  else
    status = write_lines(batches, http_batch);
  http_batch.body = http_batch.text;
  return status;
}

void RequestBuilder::append_text(Batches& batches, uint32_t record, std::string& out) const {
  const auto& idempotency = settings_->idempotency;
  if (idempotency.member().empty()) return void(out.append(batches.text(record)));
  const Job& job = batches.job_of(record);
  idempotency.append(job.root(record), batches.text(record), job.key(record), out);
}

void RequestBuilder::write_array(Batches& batches, HttpBatch& http_batch) const {
  http_batch.text = settings_->batch.before;
  for (uint32_t record : http_batch.records) {
    append_text(batches, record, http_batch.text);
    http_batch.text.push_back(',');
  }
  http_batch.text.pop_back();
  http_batch.text.append(settings_->batch.after);
}

Status RequestBuilder::write_lines(Batches& batches, HttpBatch& http_batch) const {
  const auto& action = settings_->batch.action;
  for (uint32_t record : http_batch.records) {
    if (action)
      if (Status s = append_action(batches.job_of(record), record, http_batch.text); !s) return s;
    if (action && !action->with_record()) continue;
    append_text(batches, record, http_batch.text);
    http_batch.text.push_back('\n');
  }
  return {};
}

Status RequestBuilder::compress(HttpBatch& http_batch) {
  if (Status s = gzip_->compress(http_batch.body, scratch_); !s) return s;
  http_batch.text.swap(scratch_);
  http_batch.body = http_batch.text;
  return {};
}

const sluice::Request& RequestBuilder::request(const HttpBatch& http_batch) {
  request_.segments.clear();
  const bool own = settings_->request_records || !settings_->fixed_path();
  for (const std::string& segment : own ? http_batch.segments : fixed_)
    request_.segments.push_back(sluice::slice(segment));
  const std::string& header = settings_->idempotency.header();
  request_.headers.resize(settings_->headers.size());
  if (!header.empty())
    request_.headers.push_back({sluice::slice(header), sluice::slice(http_batch.key)});
  request_.query.clear();
  append(settings_->query, request_);
  append(http_batch.query, request_);
  request_.body = http_batch.body;
  request_.content_type = http_batch.body.empty() ? std::string_view() : settings_->content_type;
  return request_;
}

}  // namespace http_plugin
