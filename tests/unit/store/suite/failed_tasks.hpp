// Records that failed, as commits bring them.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "unit/store/suite/sqlite_stores.hpp"

namespace sluice::store::test {

inline Task failed(std::string origin, std::string message, int64_t time_us = 100) {
  Task t = task(std::move(origin));
  t.message = std::move(message);
  t.first_us = t.last_us = time_us;
  return t;
}

inline void commit_tasks(PipelineStore& store, std::vector<Task> tasks,
                         const std::string& place = "products") {
  Delta delta;
  delta.owner = "products";
  delta.tasks = std::move(tasks);
  const auto state = store.load(place);
  REQUIRE(store.commit(place, state->sequence, delta).ok());
}

inline TaskFilter filter_of(std::vector<int64_t> ids) {
  TaskFilter filter;
  filter.ids = std::move(ids);
  return filter;
}

}  // namespace sluice::store::test
