// A walk without a network: requests of a pagination kind go to a function that answers pages, as
// a server would. One thread.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/rest/make_pagination.hpp"
#include "support/text.hpp"
#include "unit/record/fixture.hpp"

namespace sluice::rest::test {

using sluice::test::has;

// What a page's request says.
struct Asked {
  const OperationRequest& request;

  std::string query(std::string_view name) const { return std::string(request.query.first(name)); }
  // A number in the query, or in the body; `other` if it is not sent.
  long number(std::string_view name, long other) const {
    std::string text = query(name);
    const std::string member = "\"" + std::string(name) + "\":";
    if (size_t at = request.body.find(member); at != request.body.npos)
      text = request.body.substr(at + member.size());
    return text.empty() ? other : std::stol(text);
  }
};

struct Walked {
  std::vector<long> rows;
  std::vector<std::string> sent;  // queries and bodies, as text
  std::string cursor;
  Status status;
};

inline std::string text_of(const OperationRequest& request) {
  std::string out;
  for (const Parameter& p : request.query.all())
    out += (out.empty() ? "" : "&") + p.name + "=" + p.values.front();
  return request.body.empty() ? out : out + " " + request.body;
}

class PagingRig {
 public:
  using Serve = std::function<std::string(const Asked&)>;  // the response's JSON

  explicit PagingRig(PaginationKind kind, std::string_view envelope = "data",
                     PagingTraits traits = {}) {
    operation.entity = "things";
    operation.action = "list";
    operation.method = "GET";
    operation.envelope = envelope;
    operation.pagination = kind;
    operation.paging = traits;
  }

  PagingRig& query(std::string_view name, std::string value) {
    query_.set(name, std::move(value));
    return *this;
  }
  PagingRig& payload(std::string_view json) {
    record::Fixture page;
    sluice_value value = page.parsed(json);
    auto body = JsonBody::read(Value(page.abi(), &value));
    REQUIRE(body.ok());
    body_ = *std::move(body);
    return *this;
  }

  // Ready to ask for the first page, or why it cannot be.
  Status begin(std::string_view cursor = {}) {
    auto plan = plan_paging(operation, query_, body_, wish, "/request");
    if (!plan) return plan.status();
    plan->put_fixed(query_, body_);
    auto made = make_pagination(*plan, body_, "/request");
    if (!made) return made.status();
    pagination = *std::move(made);
    request = {&operation, {}, query_, body_.text()};
    return pagination->seek(cursor);
  }
  // The request of the next page.
  std::string ask() {
    pagination->prepare(request);
    return text_of(request);
  }
  // What is made of a response. The status of a page that failed; END: it was the last.
  Status take(std::string_view json) {
    record::Fixture page;
    REQUIRE(page.page(json, operation.envelope) == SLUICE_OK);
    auto more = pagination->advance({Batch(page.abi()), Value(page.abi(), &page.envelope), 0});
    if (!more) return more.status();
    return *more ? Status() : Status::end();
  }
  Walked walk(const Serve& serve, std::string_view cursor = {}) {
    Walked out;
    out.status = begin(cursor);
    while (out.status.ok() && out.sent.size() < 100) {
      out.sent.push_back(ask());
      const std::string json = serve(Asked{request});
      record::Fixture page;
      REQUIRE(page.page(json, operation.envelope) == SLUICE_OK);
      for (size_t i = 0; i < page.abi()->count; i++)
        out.rows.push_back(row_number(Value(page.abi(), &page.record(i).root)));
      out.status = take(json);
    }
    out.cursor = pagination ? pagination->cursor() : "";
    return out;
  }

  Operation operation;
  PagingWish wish{true, 5, 0};
  std::unique_ptr<Pagination> pagination;
  OperationRequest request{};

 private:
  static long row_number(Value root) {
    Value id = root["id"];
    return std::stol(std::string(id.is_string() ? id.string_or("-1") : id.text()));
  }

  Parameters query_;
  JsonBody body_;
};

// [first, last] as rows {"id":n,"version":n}, upwards or downwards.
inline std::string rows(long first, long last) {
  std::string out = "[";
  const long step = first <= last ? 1 : -1;
  for (long n = first; n != last + step; n += step) {
    const std::string text = std::to_string(n);
    out += (out.size() > 1 ? "," : "") + ("{\"id\":" + text + ",\"version\":" + text + "}");
  }
  return out + "]";
}
// The rows of [from, last], at most `size` of them; "[]" if there are none.
inline std::string slice_of(long from, long last, long size) {
  return from > last ? "[]" : rows(from, std::min(last, from + size - 1));
}

inline std::vector<long> numbers(long first, long last) {
  std::vector<long> out;
  for (long n = first; n <= last; n++) out.push_back(n);
  return out;
}

}  // namespace sluice::rest::test
