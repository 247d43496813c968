#include "sluice/rest/lost_write.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "sluice/ext/documents.h"
#include "sluice/record.h"
#include "sluice/rest/closest.hpp"
#include "sluice/rest/make_pagination.hpp"
#include "sluice/rest/names.hpp"
#include "sluice/rest/value_path.hpp"

namespace sluice::rest {
namespace {

// More would read the whole shop for one record.
constexpr int kMostPages = 50;
constexpr uint32_t kPageSize = 200;

struct Member {
  std::string_view parameter, name;  // parameter of the path; empty: none
  std::string value;
};
using Wanted = std::vector<Member>;

// A scalar of the payload as text; empty: there is none.
std::string text_of(Value payload, std::string_view name) {
  Value member = payload.is_object() ? payload[name] : Value();
  if (member.is_string()) return std::string(member.string_or(""));
  return std::string(member.text());
}

// Nothing if the payload lacks one of the members.
Wanted read_way(Value payload, std::string_view way) {
  Wanted out;
  for (std::string_view name : split_names(way)) {
    const size_t equals = name.find('=');
    const bool of_path = equals != name.npos;
    Member member{of_path ? name.substr(0, equals) : std::string_view(),
                  of_path ? name.substr(equals + 1) : name,
                  {}};
    member.value = text_of(payload, member.name);
    if (member.value.empty() || member.value == "null") return {};
    out.push_back(std::move(member));
  }
  return out;
}

// The first way for which the payload has all members.
Wanted wanted_of(const Write& write) {
  std::string_view ways = write.call->operation->reread.match;
  while (!ways.empty()) {
    const size_t end = std::min(ways.find('|'), ways.size());
    if (Wanted out = read_way(write.payload, ways.substr(0, end)); !out.empty()) return out;
    ways.remove_prefix(std::min(end + 1, ways.size()));
  }
  return {};
}

bool takes_query(const Operation& operation, std::string_view name) {
  auto specs = read_names(operation.query);
  return std::any_of(specs.begin(), specs.end(), [&](auto& spec) { return spec.name == name; });
}

Parameters query_of(const Wanted& wanted, const Reread& how, const Operation& list) {
  Parameters out;
  if (const size_t equals = how.fixed.find('='); equals != how.fixed.npos)
    out.set(how.fixed.substr(0, equals), std::string(how.fixed.substr(equals + 1)));
  for (const Member& member : wanted)
    if (member.parameter.empty() && takes_query(list, member.name))
      out.set(member.name, member.value);
  for (auto name : split_names(list.lower_case)) out.lower_case(name);
  return out;
}

bool is_one_of(const Wanted& wanted, Value row) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const Member& member) {
    return !member.parameter.empty() || text_of(row, member.name) == member.value;
  });
}

// Whether row and payload agree in every text member that both have.
bool agrees(Value payload, Value row) {
  for (size_t i = 0; i < payload.size(); i++) {
    const Value mine = payload.member(i), theirs = row[payload.key(i)];
    if (mine.is_string() && theirs.is_string() && mine.string_or("") != theirs.string_or(""))
      return false;
  }
  return true;
}

// A page of the list, in a batch of its own.
class ListPage {
 public:
  explicit ListPage(const Host& host)
      : host_(host),
        documents_(host.extension<sluice_documents>(SLUICE_EXT_DOCUMENTS)),
        batch_(documents_ ? documents_->create(host.abi()) : nullptr) {}
  ~ListPage() {
    if (batch_) documents_->release(host_.abi(), batch_);
  }
  ListPage(const ListPage&) = delete;
  ListPage& operator=(const ListPage&) = delete;

  sluice_batch* batch() const { return batch_; }  // NULL: no memory
  Result<Page> parse(size_t size, std::string_view envelope) {
    sluice_error error{};
    error.struct_size = sizeof error;
    const auto code = batch_->json->parse_page(batch_, size, slice(envelope), &envelope_, &error);
    if (code) return Status::from(error, code);
    return Page{Batch(batch_), Value(batch_, &envelope_)};
  }

 private:
  Host host_;
  const sluice_documents* documents_;
  sluice_batch* batch_;
  sluice_value envelope_{};
};

class Search {
 public:
  Search(const Write& write, const Call& reread, const ClientRef& client, const Host& host,
         std::string_view version, const Cancel& cancel)
      : write_(write),
        list_(*reread.operation),
        reread_(reread),
        client_(client),
        host_(host),
        version_(version),
        cancel_(cancel),
        wanted_(wanted_of(write)) {}

  Result<Fate> run() {
    if (wanted_.empty()) return Fate::kUnknown;
    Parameters path;
    for (const Member& member : wanted_)
      if (!member.parameter.empty()) path.set(member.parameter, member.value);
    auto segments = reread_.path.fill(path, "/path");
    if (!segments) return Fate::kUnknown;
    OperationRequest request{
        &list_, *std::move(segments), query_of(wanted_, write_.call->operation->reread, list_), {}};
    request.version = version_;
    return list_.reply == ReplyKind::kRows ? walk(request) : get(request);
  }

 private:
  Result<Fate> get(const OperationRequest& request) const {
    Response response;
    Status status = ask(request, nullptr, response);
    if (status.remote_code() == 404) return Fate::kNotDone;
    return status ? Result<Fate>(Fate::kDone) : status;
  }

  Result<Fate> walk(OperationRequest& request) const {
    JsonBody body;
    auto plan = plan_paging(list_, request.query, body, {true, kPageSize, 0}, "");
    if (!plan) return plan.status();
    plan->put_fixed(request.query, body);
    auto pagination = make_pagination(*plan, body, "");
    if (!pagination) return pagination.status();
    for (int pages = 0; pages < kMostPages; pages++) {
      (*pagination)->prepare(request);
      auto fate = look_at_page(request, **pagination);
      if (!fate || *fate) return fate ? Result<Fate>(**fate) : fate.status();
    }
    return Fate::kUnknown;
  }

  // Nothing: the next page may have it.
  Result<std::optional<Fate>> look_at_page(const OperationRequest& request,
                                           Pagination& pagination) const {
    ListPage page(host_);
    if (!page.batch()) return Status(SLUICE_E_NO_MEMORY, "no memory for a page");
    Response response;
    if (Status s = ask(request, page.batch(), response); !s) return s;
    auto parsed = page.parse(response.body_size(), list_.envelope);
    if (!parsed) return parsed.status();
    if (auto fate = look_among(parsed->records)) return fate;
    auto more = pagination.advance(*parsed);
    if (!more) return more.status();
    return *more ? std::nullopt : std::optional(Fate::kNotDone);
  }

  // Nothing: it is none of them.
  std::optional<Fate> look_among(Batch rows) const {
    std::optional<Fate> out;
    for (size_t i = 0; i < rows.size(); i++) {
      const Value row = rows[i].root();
      if (!row.is_object() || !is_one_of(wanted_, row)) continue;
      if (agrees(write_.payload, row)) return Fate::kDone;
      out = Fate::kUnknown;
    }
    return out;
  }

  Status ask(const OperationRequest& request, sluice_batch* into, Response& response) const {
    auto exchange = client_.start(request.request());
    return exchange ? client_.finish(*exchange, into, response, cancel_) : exchange.status();
  }

  const Write& write_;
  const Operation& list_;
  const Call& reread_;
  const ClientRef& client_;
  const Host& host_;
  const std::string_view version_;
  const Cancel& cancel_;
  const Wanted wanted_;
};

}  // namespace

Result<Fate> find_fate(const Write& write, const Call& reread, const ClientRef& client,
                       const Host& host, std::string_view version, const Cancel& cancel) {
  return Search(write, reread, client, host, version, cancel).run();
}

Fate look_for(const Write& write, const Call& reread, const ClientRef& client, const Host& host,
              std::string_view version, const Cancel& cancel) {
  const auto fate = find_fate(write, reread, client, host, version, cancel);
  return fate ? *fate : Fate::kUnknown;
}

std::string sought(const Write& write) {
  std::string out;
  for (const Member& member : wanted_of(write))
    out.append(member.name).append("\n").append(member.value).append("\n\n");
  return out;
}

}  // namespace sluice::rest
