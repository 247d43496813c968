#include "paging_settings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sluice/rest/last_id.hpp"
#include "sluice/rest/make_pagination.hpp"
#include "sluice/rest/next_cursor.hpp"
#include "sluice/rest/next_link.hpp"
#include "sluice/rest/offset_pages.hpp"
#include "sluice/rest/page_number.hpp"
#include "sluice/rest/page_of_pages.hpp"

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::CursorSlot;
using sluice::rest::JsonBody;
using sluice::rest::LinkBase;
using sluice::rest::PageRules;
using sluice::rest::Pagination;
using sluice::rest::PaginationKind;

namespace {

using Kind = PagingSettings::Kind;

struct KindRow {
  std::string_view word;
  Kind kind;
  PaginationKind like;          // whose usual names it has
  std::string_view takes;       // settings of its own, with a blank around each
  std::string_view needs = {};  // one that must be given
  bool resumes = false;
};

constexpr std::array kKinds = {
    KindRow{"none", Kind::kNone, PaginationKind::kNone, " "},
    KindRow{"page", Kind::kPage, PaginationKind::kPageNumber,
            " param size_param size in start more total counts "},
    KindRow{"pages", Kind::kPages, PaginationKind::kPageOfPages,
            " param size_param size in start next "},
    KindRow{"offset", Kind::kOffset, PaginationKind::kOffset,
            " param size_param size in start more total counts "},
    KindRow{"total", Kind::kTotal, PaginationKind::kOffset,
            " param size_param size in start total counts ", "total"},
    KindRow{"cursor", Kind::kCursor, PaginationKind::kOpaqueCursor,
            " param size_param size in next more ", "", true},
    KindRow{"after_id", Kind::kAfterId, PaginationKind::kAfterId,
            " param size_param size in row more counts ", "", true},
    KindRow{"next_body", Kind::kNextBody, PaginationKind::kNone,
            " size_param size in next more hosts ", "next", true},
    KindRow{"next_link", Kind::kNextLink, PaginationKind::kNone, " size_param size in more hosts ",
            "", true},
};

const KindRow& row_of(std::string_view word) {
  const auto found = std::find_if(kKinds.begin(), kKinds.end(),
                                  [&](const KindRow& row) { return row.word == word; });
  return found == kKinds.end() ? kKinds.front() : *found;  // the schema has the words
}

Status check_names(Value config, const KindRow& row, const std::string& pointer) {
  for (size_t i = 0; i < config.size(); i++) {
    const std::string name(config.key(i));
    const bool common = name == "kind" || name == "resume" || name == "max_pages";
    if (!common && row.takes.find(" " + name + " ") == row.takes.npos)
      return Status::invalid(pointer + "/" + name,
                             "is not used by kind: " + std::string(row.word) + "; remove it");
  }
  if (!row.needs.empty() && config[row.needs].string_or("").empty())
    return Status::invalid(pointer, "kind: " + std::string(row.word) + " needs " +
                                        std::string(row.needs) + ": where the response says it");
  return {};
}

void take_usual_names(PagingSettings& out, const KindRow& row) {
  sluice::rest::Operation like;
  like.pagination = row.like;
  like.paging.cursor = out.param;
  like.paging.page_size = out.size_param;
  like.paging.next = out.next;
  like.paging.row = out.row;
  const sluice::rest::PagingTraits names = sluice::rest::paging_names(like);
  out.param = std::string(names.cursor);
  out.size_param = std::string(names.page_size);
  out.next = std::string(names.next);
  out.row = std::string(names.row);
}

}  // namespace

Result<PagingSettings> PagingSettings::read(Value config, const std::string& pointer) {
  PagingSettings out;
  const KindRow& row = row_of(config["kind"].string_or("none"));
  if (Status s = check_names(config, row, pointer); !s) return s;
  out.kind = row.kind;
  for (const auto& [name, into] : {std::pair("param", &out.param),
                                   {"size_param", &out.size_param},
                                   {"next", &out.next},
                                   {"more", &out.more},
                                   {"total", &out.total},
                                   {"row", &out.row}})
    *into = config[name].string_or("");
  take_usual_names(out, row);
  const Value hosts = config["hosts"];
  for (size_t i = 0; i < hosts.size(); i++) out.hosts.emplace_back(hosts.item(i).string_or(""));
  out.in_body = config["in"].string_or("query") == "body";
  out.size = static_cast<uint32_t>(config["size"].integer_or(0));
  if (out.size && out.size_param.empty())
    return Status::invalid(pointer + "/size", "needs size_param: the parameter that says it");
  const bool from_one = row.kind == Kind::kPage || row.kind == Kind::kPages;
  out.start = static_cast<uint64_t>(config["start"].integer_or(from_one ? 1 : 0));
  out.resumes = config["resume"].bool_or(row.resumes);
  out.max_pages = static_cast<uint64_t>(config["max_pages"].integer_or(100));
  return out;
}

bool PagingSettings::reads_envelope() const {
  return kind == Kind::kPages || kind == Kind::kCursor || kind == Kind::kNextBody ||
         !more.empty() || !total.empty();
}

bool PagingSettings::counts_rows() const {
  return kind == Kind::kPage || kind == Kind::kOffset || kind == Kind::kTotal ||
         kind == Kind::kAfterId || !total.empty();
}

bool PagingSettings::moves_by_rows() const { return kind == Kind::kOffset || kind == Kind::kTotal; }

Status PagingSettings::put_fixed(sluice::rest::Parameters& query, JsonBody& body) const {
  const bool numbered = kind != Kind::kNone && kind != Kind::kNextBody && kind != Kind::kNextLink;
  if (in_body && !body.takes_members())
    return Status::invalid("/request/payload", "must be an object, as pagination.in is body");
  if (in_body && numbered) {
    JsonBody tried = body;
    if (Status s = tried.set(param, "0"); !s) return s.in("/pagination/param");
  }
  if (!size) return {};
  if (in_body) return body.set(size_param, std::to_string(size)).in("/pagination/size_param");
  query.set(size_param, std::to_string(size));
  return {};
}

std::unique_ptr<Pagination> PagingSettings::walk_of_kind(const JsonBody& body,
                                                         LinkBase base) const {
  using namespace sluice::rest;
  CursorSlot slot = in_body ? CursorSlot(param, body) : CursorSlot(param);
  switch (kind) {
    case Kind::kPage:
      return std::make_unique<PageNumber>(std::move(slot), start, 0);
    case Kind::kPages:
      return std::make_unique<PageOfPages>(std::move(slot), start, next);
    case Kind::kOffset:
    case Kind::kTotal:
      return std::make_unique<OffsetPages>(std::move(slot), start, 0);
    case Kind::kCursor:
      return std::make_unique<NextCursor>(std::move(slot), "", next, more);
    case Kind::kAfterId:
      return std::make_unique<LastId>(std::move(slot), "", row, more);
    case Kind::kNextBody:
    case Kind::kNextLink:
      base.hosts = hosts;
      return std::make_unique<NextLink>(std::move(base), next);
    case Kind::kNone:
      break;
  }
  return *make_pagination({}, body, "");
}

std::unique_ptr<PageRules> PagingSettings::walk(const JsonBody& body, LinkBase base) const {
  PageRules::Rules rules{0, more, total};
  if (counts_rows()) rules.size = size;
  // These kinds look at the flag themselves.
  if (kind == Kind::kCursor || kind == Kind::kAfterId) rules.more = {};
  return std::make_unique<PageRules>(walk_of_kind(body, std::move(base)), rules);
}

}  // namespace http_plugin
