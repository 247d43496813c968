#include "app/api/stream_readers.hpp"

#include <utility>

namespace sluice::app {

StreamReaders::Stream StreamReaders::add(const std::string& pipeline, const Sight& sight,
                                         Allowed allowed) {
  std::erase_if(readers_, [](const Reader& one) { return one.stream->closed(); });
  if (readers_.size() >= kMost) return nullptr;
  readers_.push_back(
      {pipeline, std::make_shared<listener::ResponseStream>(), std::move(allowed), sight});
  return readers_.back().stream;
}

void StreamReaders::send(std::string_view text, std::string_view masked,
                         std::string_view pipeline) {
  std::erase_if(readers_, [&](const Reader& one) {
    const bool wanted = one.pipeline.empty() || one.pipeline == pipeline;
    return wanted ? !one.stream->send(one.sight.records() ? text : masked) : one.stream->closed();
  });
}

void StreamReaders::end_refused() {
  std::erase_if(readers_, [](const Reader& one) {
    if (!one.allowed || one.allowed()) return false;
    one.stream->end();
    return true;
  });
}

void StreamReaders::beat() {
  std::erase_if(readers_, [](const Reader& one) { return !one.stream->send(":\n\n"); });
}

}  // namespace sluice::app
