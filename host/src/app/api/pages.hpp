// Lists as the API gives them: {"items": [...], "next": "…"}. Pure functions.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "app/api/problem.hpp"
#include "app/api/query.hpp"
#include "app/report/console.hpp"
#include "config/node.hpp"

namespace sluice::app {

// `next`: the cursor of the page behind it; empty: there is none.
inline listener::Response page_response(config::Node items, const std::string& next) {
  config::Node node = config::Node::object();
  node.set("items", std::move(items));
  if (!next.empty()) node.set("next", text_node(next));
  return json_response(200, node);
}

// A part of a list that is known whole; the ids are the places in it.
template <class T, class MakeNode>
listener::Response page_of(const std::vector<T>& all, const PageWanted& wanted, MakeNode&& make) {
  const size_t from = std::min(static_cast<size_t>(wanted.after), all.size());
  const size_t to = from + std::min(wanted.limit, all.size() - from);
  config::Node items = config::Node::array();
  for (size_t i = from; i < to; i++) items.items.push_back(make(all[i]));
  return page_response(std::move(items),
                       to < all.size() ? cursor_behind(static_cast<int64_t>(to)) : "");
}

// A page by ids of which one more than wanted was read, if there is one: then a page follows.
// `goes_on`: in any case, as not all that was wanted was read.
template <class T, class MakeNode>
listener::Response page_by_id(std::vector<T> found, size_t limit, MakeNode&& make,
                              bool goes_on = false) {
  const bool more = found.size() > limit || (goes_on && !found.empty());
  if (found.size() > limit) found.resize(limit);
  config::Node items = config::Node::array();
  for (const T& one : found) items.items.push_back(make(one));
  return page_response(std::move(items), more ? cursor_behind(found.back().id) : "");
}

}  // namespace sluice::app
