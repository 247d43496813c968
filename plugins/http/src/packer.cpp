#include "packer.hpp"

#include <algorithm>

#include "sluice/rest/request_parts.hpp"

namespace http_plugin {

using sluice::Batch;
using sluice::Result;
using sluice::Status;
using sluice::Value;
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

// Something the host could not do for us (memory, a name that stands twice).
Status fault_of(const Batch& batch) {
  if (batch.fault() == SLUICE_E_NO_MEMORY) return {SLUICE_E_NO_MEMORY, "no memory for a request"};
  if (batch.fault()) return Status::data("record cannot be read: one of its objects is malformed");
  return {};
}

}  // namespace

Result<Packer> Packer::create(PublisherSettings& settings) {
  Packer out(settings);
  if (settings.fixed_path()) {
    auto segments = settings.path.fill({}, "/path");
    if (!segments) return segments.status();
    out.fixed_ = *std::move(segments);
  }
  if (!settings.gzip) return out;
  auto gzip = Gzip::create();
  if (!gzip) return gzip.status();
  out.gzip_ = *std::move(gzip);
  return out;
}

Packer::Packer(PublisherSettings& settings) : settings_(&settings) {
  request_.method = settings.method;
  for (const auto& [name, value] : settings.headers)
    request_.headers.push_back({sluice::slice(name), sluice::slice(value)});
  request_.flags = SLUICE_HTTP_BORROWED;
  if (settings.safe) request_.flags |= SLUICE_HTTP_SAFE;
  if (settings.encode_slashes) request_.flags |= SLUICE_HTTP_SLASHES;
  if (settings.path.ends_in_slash()) request_.flags |= SLUICE_HTTP_END_SLASH;
}

bool Packer::take(OrderQueue& queue, Load& load, Parcel& out) {
  const BatchSettings& batch = settings_->batch;
  size_t bytes = batch.before.size() + batch.after.size();
  while (out.records.size() < batch.records) {
    auto record = queue.take();
    if (!record) break;
    size_t size = batch.many() ? load.text(*record).size() + 1 : 0;
    if (batch.action)
      if (Status s = measure_action(load, *record, size); !s) {
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

// `size` of the record alone becomes that of what it adds to the body.
Status Packer::measure_action(Load& load, uint32_t record, size_t& size) {
  scratch_.clear();
  if (Status s = append_action(load.job_of(record), record, scratch_); !s) return s;
  size = scratch_.size() + (settings_->batch.action->with_record() ? size : 0);
  return {};
}

Status Packer::append_action(const Job& job, uint32_t record, std::string& out) const {
  Batch batch = job.batch;
  batch.clear_fault();
  Status status = settings_->batch.action->append(job.root(record), out);
  return status ? fault_of(batch) : status;
}

Status Packer::pack(Load& load, Parcel& parcel) {
  const Job& job = load.job_of(parcel.records.front());
  const Value root = job.root(parcel.records.front());
  Batch batch = job.batch;
  batch.clear_fault();
  Status status;
  if (settings_->request_records) {
    status = set_parts(root, parcel);
  } else {
    if (!settings_->fixed_path()) status = set_path(root, parcel);
    if (status && settings_->has_body()) status = set_body(load, parcel);
  }
  if (Status fault = fault_of(batch); !fault) return fault;
  if (!status || !gzip_ || parcel.body.empty()) return status;
  return compress(parcel);
}

Status Packer::set_path(Value record, Parcel& parcel) {
  Parameters values;
  for (auto& member : settings_->path_members) {
    const Value value = member.find(record);
    if (value.is_number() || value.is_bool())
      values.set(member.text(), std::string(value.text()));
    else if (auto text = value.string(); text)
      values.set(member.text(), std::string(*text));
    else
      return Status::data("record /" + member.text() +
                          (value ? ": is no text or number" : ": is missing") +
                          ", but the path needs it");
  }
  auto segments = settings_->path.fill(values, "", slashes());
  if (!segments) return of_record(segments.status(), settings_->encode_slashes);
  parcel.segments = *std::move(segments);
  return {};
}

Status Packer::set_parts(Value record, Parcel& parcel) {
  if (!record.is_object()) return Status::data("record is not an object with path, query, payload");
  auto parts = RequestParts::read(record, "");
  if (!parts) return of_record(parts.status());
  for (const auto& p : parts->path.all())
    if (std::find(settings_->path.parameters().begin(), settings_->path.parameters().end(),
                  p.name) == settings_->path.parameters().end())
      return Status::data("record /path/" + p.name + ": the path has no such parameter");
  auto segments = settings_->path.fill(parts->path, "/path", slashes());
  if (!segments) return of_record(segments.status(), settings_->encode_slashes);
  parcel.segments = *std::move(segments);
  parcel.query = parts->query;
  if (!settings_->has_body()) return {};
  if (!parts->payload || parts->payload.is_null())
    return Status::data("record has no payload, which is the body");
  auto body = parts->payload.json();
  if (!body) return body.status();
  parcel.body = *body;
  return {};
}

Status Packer::set_body(Load& load, Parcel& parcel) const {
  const BatchSettings& batch = settings_->batch;
  if (batch.format == Format::kRecord) parcel.body = load.text(parcel.records.front());
  if (batch.format == Format::kNdjson && !batch.action) parcel.body = load.lines(parcel.records);
  if (!parcel.body.empty()) return {};
  Status status;
  parcel.text.clear();
  if (batch.format == Format::kArray)
    write_array(load, parcel);
  else
    status = write_lines(load, parcel);
  parcel.body = parcel.text;
  return status;
}

void Packer::write_array(Load& load, Parcel& parcel) const {
  parcel.text = settings_->batch.before;
  for (uint32_t record : parcel.records) {
    parcel.text.append(load.text(record));
    parcel.text.push_back(',');
  }
  parcel.text.pop_back();
  parcel.text.append(settings_->batch.after);
}

Status Packer::write_lines(Load& load, Parcel& parcel) const {
  const auto& action = settings_->batch.action;
  for (uint32_t record : parcel.records) {
    if (action)
      if (Status s = append_action(load.job_of(record), record, parcel.text); !s) return s;
    if (action && !action->with_record()) continue;
    parcel.text.append(load.text(record));
    parcel.text.push_back('\n');
  }
  return {};
}

Status Packer::compress(Parcel& parcel) {
  if (Status s = gzip_->compress(parcel.body, scratch_); !s) return s;
  parcel.text.swap(scratch_);
  parcel.body = parcel.text;
  return {};
}

const sluice::Request& Packer::request(const Parcel& parcel) {
  request_.segments.clear();
  const bool own = settings_->request_records || !settings_->fixed_path();
  for (const std::string& segment : own ? parcel.segments : fixed_)
    request_.segments.push_back(sluice::slice(segment));
  request_.query.clear();
  append(settings_->query, request_);
  append(parcel.query, request_);
  request_.body = parcel.body;
  request_.content_type = parcel.body.empty() ? std::string_view() : settings_->content_type;
  return request_;
}

}  // namespace http_plugin
