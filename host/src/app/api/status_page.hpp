// The dashboard for browsers without JavaScript: what each pipeline does, as a page of HTML. Pure
// functions; every text of others is escaped.
#pragma once

#include <string>
#include <string_view>

#include "app/api/server_view.hpp"

namespace sluice::app {

// As text within HTML, also within an attribute's quotes.
std::string escaped_html(std::string_view text);

// Where the pages' style sheet is, as the policy allows none within a page; and its text. Narrow
// screens get lines instead of a table.
inline constexpr std::string_view kStatusCss = "/status.css";
std::string status_css();

// A whole page around one of the following.
std::string html_page(const std::string& body);

std::string status_html(const ServerView& view);
// For who has no session.
std::string start_again_html();
// While the server starts.
std::string not_ready_html();

}  // namespace sluice::app
