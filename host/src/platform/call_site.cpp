#include "platform/call_site.hpp"

#include <link.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstring>
#include <memory>
#include <mutex>

#include "platform/alternate_stack.hpp"
#include "platform/steady_time.hpp"

namespace sluice::platform {
namespace {

// The current call of a thread. Written by the thread, read by others under the list's mutex, and
// by the thread's own signal handler.
struct Site {
  std::atomic<const char*> pipeline{nullptr}, component{nullptr}, function{nullptr};
  std::atomic<uint64_t> batch{0};
  std::atomic<int64_t> since_ms{0};
  uint64_t thread = 0;
};

// Global, since a signal handler and a watching thread get no arguments.
struct Sites {
  std::mutex mutex;
  std::vector<Site*> all;
  uint64_t threads = 0;
};
Sites& sites() {
  static Sites* const one = new Sites;  // threads of plugins may outlive every destructor
  return *one;
}

thread_local Site* own_site = nullptr;

// A thread that calls components, from its first call to its end.
class Thread {
 public:
  Thread() : site_(std::make_unique<Site>()) {
    const std::lock_guard lock(sites().mutex);
    site_->thread = ++sites().threads;
    sites().all.push_back(site_.get());
    own_site = site_.get();
  }
  ~Thread() {
    // Within a call: exit() destroys the thread's objects first, and the caller of exit must still
    // be reported.
    if (site_->component) {
      (void)site_.release();
      return;
    }
    own_site = nullptr;
    const std::lock_guard lock(sites().mutex);
    std::erase(sites().all, site_.get());
  }
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

 private:
  const AlternateStack stack_;
  std::unique_ptr<Site> site_;
};

Site& site() {
  if (!own_site) thread_local const Thread thread;
  return *own_site;
}

struct Plugin {
  std::atomic<uintptr_t> begin{0}, end{0};
  char path[1024] = {};
};
constexpr size_t kMostPlugins = 256;
std::array<Plugin, kMostPlugins> plugins;
std::atomic<size_t> plugin_count{0};

struct LoadedRange {
  uintptr_t inside, begin = 0, end = 0;
};

int find_range(dl_phdr_info* info, size_t, void* out) {
  auto& range = *static_cast<LoadedRange*>(out);
  uintptr_t begin = UINTPTR_MAX, end = 0;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const auto& segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD) continue;
    begin = std::min<uintptr_t>(begin, info->dlpi_addr + segment.p_vaddr);
    end = std::max<uintptr_t>(end, info->dlpi_addr + segment.p_vaddr + segment.p_memsz);
  }
  if (range.inside < begin || range.inside >= end) return 0;
  range.begin = begin;
  range.end = end;
  return 1;
}

}  // namespace

InCall::InCall(const char* pipeline, const char* component, const char* function) {
  Site& own = site();
  const std::lock_guard lock(sites().mutex);
  pipeline_ = own.pipeline.exchange(pipeline);
  function_ = own.function.exchange(function);
  since_ms_ = own.since_ms.exchange(steady_ms());
  component_ = own.component.exchange(component);
}

InCall::~InCall() {
  Site& own = site();
  const std::lock_guard lock(sites().mutex);
  own.component = component_;
  own.pipeline = pipeline_;
  own.function = function_;
  own.since_ms = since_ms_;
}

InBatch::InBatch(uint64_t number) : before_(site().batch.exchange(number)) {}
InBatch::~InBatch() { site().batch = before_; }

std::string call_text(const Call& call) {
  std::string text = call.component + ", " + call.function;
  if (call.batch) text += " of batch " + std::to_string(call.batch);
  if (!call.pipeline.empty()) text += ", pipeline " + call.pipeline;
  return text;
}

std::vector<Call> calls_under_way() {
  std::vector<Call> calls;
  const int64_t now = steady_ms();
  const std::lock_guard lock(sites().mutex);
  for (const Site* one : sites().all) {
    if (!one->component) continue;
    const int64_t since = one->since_ms;
    calls.push_back({one->pipeline.load(), one->component.load(), one->function.load(), one->batch,
                     since, now - since, one->thread});
  }
  return calls;
}

bool own_call(RawCall& call) noexcept {
  if (!own_site || !own_site->component) return false;
  call = {own_site->pipeline, own_site->component, own_site->function, own_site->batch};
  return true;
}

bool calls_components() noexcept { return own_site != nullptr; }

void note_plugin(const char* path, const void* inside) {
  const std::lock_guard lock(sites().mutex);
  const size_t index = plugin_count;
  LoadedRange range{reinterpret_cast<uintptr_t>(inside)};
  if (index == kMostPlugins || !dl_iterate_phdr(find_range, &range)) return;
  Plugin& plugin = plugins[index];
  std::strncpy(plugin.path, path, sizeof plugin.path - 1);
  plugin.begin = range.begin;
  plugin.end = range.end;
  plugin_count = index + 1;
}

const char* plugin_at(uintptr_t address) noexcept {
  const size_t count = plugin_count;
  for (size_t i = 0; i < count; i++)
    if (address >= plugins[i].begin && address < plugins[i].end) return plugins[i].path;
  return nullptr;
}

}  // namespace sluice::platform
