#include "publisher_settings.hpp"

#include <algorithm>

namespace http_plugin {

using sluice::Host;
using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::MemberPath;
using sluice::rest::Parameters;
using sluice::rest::PathTemplate;

namespace {

Status read_path(Value config, PublisherSettings& out) {
  const std::string_view text = config["path"].string_or("");
  out.path_text = text;
  if (text.find_first_of("?#") != text.npos)
    return Status::invalid("/path", "holds \"" + std::string(1, text[text.find_first_of("?#")]) +
                                        "\", which does not belong into a path; write parameters "
                                        "as query: {name: value}");
  if (!text.empty() && text != "/") {
    auto path = PathTemplate::parse(text);
    if (!path) return Status::invalid("/path", path.status().message());
    out.path = *std::move(path);
  }
  if (out.request_records) return {};
  for (const std::string& name : out.path.parameters()) {
    auto member = MemberPath::parse(name, "/path");
    if (!member) return member.status();
    out.path_members.push_back(*std::move(member));
  }
  return {};
}

Status read_extras(Value config, PublisherSettings& out) {
  auto query = Parameters::read(config["query"], "/query");
  if (!query) return query.status();
  out.query = *std::move(query);
  const Value headers = config["headers"];
  for (size_t i = 0; i < headers.size(); i++)
    out.headers.emplace_back(headers.key(i), headers.member(i).string_or(""));
  if (out.gzip && out.has_body()) out.headers.emplace_back("Content-Encoding", "gzip");
  out.content_type = config["content_type"].string_or(out.batch.content_type());
  return {};
}

Status check_together(const PublisherSettings& s) {
  if (s.batch.many() && !s.fixed_path())
    return Status::invalid("/path", "holds {" + s.path.parameters().front() +
                                        "}, which differs between the records of a request; use "
                                        "format: record, or a path without parameters");
  if (s.batch.many() && s.request_records)
    return Status::invalid("/format",
                           "must be record or none where records are {path, query, "
                           "payload}: each is a request of its own");
  if (s.has_body() && (s.method == "GET" || s.method == "HEAD"))
    return Status::invalid("/method", s.method +
                                          " has no body; write format: none, or another "
                                          "method");
  if (s.batch.many() && !s.idempotency.header().empty())
    return Status::invalid("/idempotency/header",
                           "is of one record, but a request holds many; write idempotency: "
                           "{member: NAME}, or format: record");
  if (!s.has_body() && !s.idempotency.member().empty())
    return Status::invalid("/idempotency/member", "needs a body; format is none");
  if (s.gzip && !s.has_body()) return Status::invalid("/gzip", "needs a body; format is none");
  return {};
}

// The settings on the meaning of a response.
Status read_meaning(Value config, const Host& host, PublisherSettings& out) {
  auto success_statuses = SuccessStatuses::read(config["accept"], "/accept");
  if (!success_statuses) return success_statuses.status();
  auto on_status = sluice::rest::StatusPolicy::read(config["on_status"], "/on_status");
  if (!on_status) return on_status.status();
  auto results = ResultSettings::read(config, !out.batch.many());
  if (!results) return results.status();
  auto success = Success::read(config, host);
  if (!success) return success.status();
  out.success_statuses = *success_statuses;
  out.on_status = *on_status;
  out.results = *std::move(results);
  out.success = *std::move(success);
  return {};
}

}  // namespace

Result<PublisherSettings> PublisherSettings::read(Value config, const Host& host) {
  PublisherSettings out;
  out.method = config["method"].string_or("POST");
  out.request_records = config["record_is"].string_or("body") == "request";
  out.gzip = config["gzip"].bool_or(false);
  auto idempotency = sluice::rest::Idempotency::read(config);
  if (!idempotency) return idempotency.status();
  out.idempotency = *std::move(idempotency);
  // RFC 9110 9.2.2: PUT and DELETE leave the same state however often they are sent.
  out.safe = config["safe_to_repeat"].bool_or(out.method == "PUT" || out.method == "DELETE" ||
                                              out.method == "GET" || out.idempotency.any());
  auto batch = BatchSettings::read(config);
  if (!batch) return batch.status();
  out.batch = *std::move(batch);
  out.in_flight = static_cast<size_t>(config["in_flight"].integer_or(1));
  out.encode_slashes = config["encode_slashes"].bool_or(false);
  if (auto status = read_meaning(config, host, out); !status) return status;
  for (auto* part : {read_path, read_extras})
    if (auto status = part(config, out); !status) return status;
  if (auto status = check_together(out); !status) return status;
  return out;
}

}  // namespace http_plugin
