#include "app/api/status_page.hpp"

#include "app/api/view_json.hpp"
#include "app/report/console.hpp"

namespace sluice::app {
namespace {

// On a narrow screen, where the head of the table is not shown, `title` stands before the text.
std::string cell(const char* title, const std::string& text) {
  return std::string("<td data-title=\"") + title + "\">" + escaped_html(text) + "</td>";
}

std::string time_of(const std::optional<int64_t>& ms) {
  return ms ? time_text(*ms * 1000) : std::string("-");
}

// What became of the latest run, and when.
std::string last_text(const PipelineView& pipeline) {
  if (!pipeline.last) return "no run yet";
  const store::LoggedRun& run = *pipeline.last;
  std::string out = std::string(store::outcome_name(run.outcome)) + ", " +
                    time_text(run.ended_ms * 1000) + ", " + grouped(run.delivered) + " delivered";
  if (run.parked) out += ", " + grouped(run.parked) + " parked";
  if (!run.message.empty()) out += ": " + run.message;
  return out;
}

std::string row(const PipelineView& pipeline) {
  return "<tr><th scope=\"row\">" + escaped_html(pipeline.name) + "</th>" +
         cell("State", std::string(state_word(pipeline))) + cell("When", pipeline.when) +
         cell("Next run", time_of(pipeline.next_ms)) + cell("Last run", last_text(pipeline)) +
         "</tr>\n";
}

}  // namespace

std::string escaped_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string status_css() {
  return R"css(:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 16px; overflow-wrap: anywhere; }
main { max-width: 1100px; margin: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-top: 1px solid; }
@media (max-width: 700px) {
  table, tbody, tr, th, td { display: block; white-space: normal; }
  thead { display: none; }
  th { padding: 10px 0 0; }
  td { padding: 0; border: 0; }
  td:last-child { padding-bottom: 10px; }
  td::before { content: attr(data-title) ": "; }
}
)css";
}

std::string html_page(const std::string& body) {
  return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
         "<link rel=\"stylesheet\" href=\"/status.css\"><title>Sluice</title></head><body><main>" +
         body + "</main></body></html>\n";
}

std::string status_html(const ServerView& view) {
  std::string rows;
  for (const auto& one : view.pipelines) rows += row(*one);
  return "<h1>" + escaped_html(view.config) + "</h1><p>Up since " +
         time_text(view.started_ms * 1000) + ", " + std::to_string(view.busy) + " of " +
         std::to_string(view.workers) + " workers busy." +
         (view.stopping ? " The server is being stopped." : "") +
         "</p><table><thead><tr><th scope=\"col\">Pipeline</th><th scope=\"col\">State</th>"
         "<th scope=\"col\">When</th><th scope=\"col\">Next run</th>"
         "<th scope=\"col\">Last run</th></tr></thead><tbody>" +
         rows + "</tbody></table><p>Load the page again to see what is new.</p>";
}

std::string start_again_html() {
  return "<h1>Sluice</h1><p>You are not signed in. Open the address that <code>sluice serve</code> "
         "printed; each such address works once. With JavaScript you can sign in with an access "
         "token, too.</p>";
}

std::string not_ready_html() {
  return "<h1>Sluice</h1><p>The server has not planned its runs yet. Try again.</p>";
}

}  // namespace sluice::app
