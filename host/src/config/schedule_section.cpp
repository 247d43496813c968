#include "config/schedule_section.hpp"

#include <utility>
#include <vector>

namespace sluice::config {
namespace {

std::string text_of(const Node& object, const char* key, const std::string& fallback = {}) {
  const Node* value = object.find(key);
  return value && value->is(Kind::kString) ? value->text : fallback;
}

std::vector<schedule::WindowSettings> windows_of(const Node* list) {
  std::vector<schedule::WindowSettings> out;
  if (!list) return out;
  for (const Node& item : list->items) {
    schedule::WindowSettings window{{}, text_of(item, "from"), text_of(item, "to")};
    if (const Node* days = item.find("days"))
      for (const Node& day : days->items) window.days.push_back(day.text);
    out.push_back(std::move(window));
  }
  return out;
}

void read_object(const Node& section, schedule::ScheduleSettings& settings) {
  settings.cron = text_of(section, "cron");
  settings.every = text_of(section, "every");
  settings.zone = text_of(section, "time_zone", settings.zone);
  settings.jitter = text_of(section, "jitter");
  settings.windows = windows_of(section.find("windows"));
  if (auto rule = schedule::parse_catch_up(text_of(section, "catch_up", "once")))
    settings.catch_up = *rule;
}

// "/cron: column 3: …", at the setting if the section has it.
void add_problem(const Node& section, const std::string& pointer, const std::string& message,
                 Problems& problems) {
  const size_t colon = message.find(": ");
  const std::string setting = message.substr(0, message[0] == '/' ? colon : 0);
  const std::string place = setting == "/zone" ? "/time_zone" : setting;
  const Node* at = section.is(Kind::kObject) ? section.at_pointer(place) : nullptr;
  problems.add(at ? at->at : section.at, pointer + (at ? place : ""),
               setting.empty() ? message : message.substr(colon + 2));
}

}  // namespace

std::optional<schedule::Schedule> read_schedule(const Node* section, const std::string& pipeline,
                                                const std::string& pointer,
                                                const std::string& time_zone, Problems& problems) {
  if (!section) return std::nullopt;
  schedule::ScheduleSettings settings;
  settings.pipeline = pipeline;
  settings.zone = time_zone;
  if (section->is(Kind::kString))
    settings.cron = section->text;
  else if (section->is(Kind::kObject))
    read_object(*section, settings);
  else
    return std::nullopt;  // the host's schema has complained
  Result<schedule::Schedule> made = schedule::Schedule::make(settings);
  if (made) return *std::move(made);
  add_problem(*section, pointer, made.status().message(), problems);
  return std::nullopt;
}

}  // namespace sluice::config
