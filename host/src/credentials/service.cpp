#include "credentials/service.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "credentials/sealed_context.hpp"

namespace sluice::credentials {
namespace {

using std::chrono::milliseconds;

// How soon a cancelled call returns, and how often other processes are checked.
constexpr milliseconds kLook{10};
constexpr milliseconds kLongestLook{200};
constexpr int64_t kSilentMs = 1000;        // of a wait, before it is reported
constexpr int64_t kNextNoticeMs = 10'000;  // and again
constexpr int64_t kLongestLeaseMs = 300'000;

int64_t system_now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

Status given_up(const sluice_cancel* cancel) {
  if (cancel && cancel->requested(cancel)) return {SLUICE_E_CANCELLED, "cancelled"};
  if (cancel && cancel->remaining_ms(cancel) <= 0)
    return {SLUICE_E_TIMEOUT, "the credentials are being renewed elsewhere; that took too long"};
  return {};
}

std::string lease_name(const std::string& identity) { return "credential/" + identity; }

}  // namespace

Lease::~Lease() {
  // If the store cannot be reached, the lease ends by its time.
  Status ignored = service_.leases_.give_lease(lease_name(identity_), holder_);
  (void)ignored;
  service_.give_here(identity_);
}

Service::Service(store::CredentialStore& store, store::LeaseStore& leases,
                 std::optional<Cipher> cipher, std::filesystem::path folder)
    : store_(store), leases_(leases), cipher_(std::move(cipher)), holders_(std::move(folder)) {}

Status Service::usable() const {
  if (cipher_) return {};
  return {SLUICE_E_INVALID,
          "there is no key to encrypt tokens with: make one with `openssl rand -base64 32`, put it "
          "into the environment or a file, and name it in the config as host: {credential_key: "
          "${SLUICE_CREDENTIAL_KEY}} or ${file:sluice.key}"};
}

Result<Credential> Service::read(std::string_view identity) {
  if (Status s = usable(); !s) return s;
  auto kept = store_.credential(identity);
  if (!kept) return kept.status();
  if (kept->version == 0) return Credential{};
  auto secret = cipher_->open(kept->sealed, sealed_context(identity, kept->version));
  if (!secret) return secret.status();
  Credential out{kept->version, std::move(*secret)};
  if (on_read_) on_read_(std::string(identity), out);
  return out;
}

Result<uint64_t> Service::replace(std::string_view identity, uint64_t expected,
                                  std::string_view secret) {
  if (Status s = usable(); !s) return s;
  const std::string sealed = cipher_->seal(secret, sealed_context(identity, expected + 1));
  if (Status s = store_.replace_credential(identity, expected, sealed); !s) return s;
  return expected + 1;
}

Result<std::unique_ptr<Lease>> Service::acquire(std::string_view identity, int64_t lease_ms,
                                                const sluice_cancel* cancel, const Notice& notice) {
  if (Status s = usable(); !s) return s;
  const std::string name(identity);
  Result<std::string> holder = holders_.new_holder();
  if (!holder) return holder.status();
  if (Status s = take_here(name, cancel); !s) return s;
  if (Status s = take_in_store(name, *holder, lease_ms, cancel, notice); !s) {
    give_here(name);
    return s;
  }
  return std::make_unique<Lease>(*this, name, *holder);
}

Status Service::take_here(const std::string& identity, const sluice_cancel* cancel) {
  std::unique_lock lock(mutex_);
  while (held_.count(identity)) {
    if (Status s = given_up(cancel); !s) return s;
    given_.wait_for(lock, kLook);
  }
  held_.insert(identity);
  return {};
}

Status Service::take_in_store(const std::string& identity, const std::string& holder,
                              int64_t lease_ms, const sluice_cancel* cancel, const Notice& notice) {
  milliseconds look = kLook;
  for (int64_t notice_at = system_now_ms() + kSilentMs;;) {
    if (Status s = given_up(cancel); !s) return s;
    const Result<store::LeaseTry> lease = leases_.take_lease(
        lease_name(identity), holder, std::clamp<int64_t>(lease_ms, 1, kLongestLeaseMs));
    if (!lease) return lease.status();
    if (lease->taken) return {};
    if (holders_.is_dead(lease->holder)) {
      if (Status s = leases_.give_lease(lease_name(identity), lease->holder); !s) return s;
      continue;
    }
    if (notice && system_now_ms() >= notice_at) {
      notice("waiting for " + holders_.process_of(lease->holder) +
             ", which renews the same tokens; for at most " +
             std::to_string(std::max<int64_t>(lease->left_ms, 0) / 1000 + 1) + " s more");
      notice_at = system_now_ms() + kNextNoticeMs;
    }
    std::this_thread::sleep_for(look);
    look = std::min(look * 2, kLongestLook);
  }
}

void Service::give_here(const std::string& identity) {
  {
    std::lock_guard lock(mutex_);
    held_.erase(identity);
  }
  given_.notify_all();
}

}  // namespace sluice::credentials
