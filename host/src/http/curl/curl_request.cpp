#include "http/curl/curl_request.hpp"

#include <algorithm>
#include <utility>

namespace sluice::http {
namespace {

constexpr size_t kMaxIdle = 64;  // handles kept

}  // namespace

std::unique_ptr<CurlTransfer> CurlHandles::take(const SessionSettings& settings) {
  auto of_session = [&](const auto& idle) { return idle->session() == settings.number; };
  auto at = std::find_if(idle_.rbegin(), idle_.rend(), of_session);
  if (!settings.number || at == idle_.rend()) return std::make_unique<CurlTransfer>(settings);
  std::swap(*at, idle_.back());
  auto out = std::move(idle_.back());
  idle_.pop_back();
  return out;
}

void CurlHandles::keep(std::unique_ptr<CurlTransfer> transfer) {
  if (!transfer->easy() || !transfer->session() || transfer->worn()) return;
  // The oldest is most likely of a session that is closed: a server opens sessions for each run.
  if (idle_.size() >= kMaxIdle) idle_.erase(idle_.begin());
  idle_.push_back(std::move(transfer));
}

CurlRequest::CurlRequest(const Request& request, const SessionSettings& settings,
                         CurlHandles& handles)
    : handles_(handles), transfer_(handles.take(settings)) {
  transfer_->begin(request, settings, handles_.shared());
  if (transfer_->completed()) return;
  added_ = handles_.multi().add(transfer_->easy(), *transfer_);
  if (added_) handles_.shared().under_way.push_back(transfer_.get());
  if (!added_) transfer_->complete(CURLE_FAILED_INIT);
}

CurlRequest::~CurlRequest() {
  if (added_) leave();
  handles_.keep(std::move(transfer_));
}

void CurlRequest::leave() {
  handles_.multi().remove(transfer_->easy());
  std::vector<CurlTransfer*>& all = handles_.shared().under_way;
  *std::find(all.begin(), all.end(), transfer_.get()) = all.back();
  all.pop_back();
}

}  // namespace sluice::http
