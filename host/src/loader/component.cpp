#include "loader/component.hpp"

#include "platform/call_site.hpp"
#include "services/log.hpp"
#include "services/redactor.hpp"

namespace sluice::loader {
namespace {

// REQUIRES: within a catch block.
std::string exception_text() {
  try {
    throw;
  } catch (const std::exception& e) {
    const char* what = e.what();
    return std::string("unexpected exception: ") + (what ? what : "without a text");
  } catch (...) {
    return "unexpected exception that is not a std::exception";
  }
}

// A plugin's failure in a form to show: a valid code, limited text, no secrets.
Status import_error(sluice_status code, const sluice_error& error,
                    const services::Instance& instance) {
  const std::string_view whole(error.message, sizeof error.message);
  const std::string_view text = whole.substr(0, whole.find('\0'));
  const services::Redactor& redactor = instance.environment().redactor;
  // What fills its place may have been cut there.
  const bool full = text.size() + 4 >= whole.size();
  std::string message = full ? redactor.redact_beginning(text) : redactor.redact(text);
  if (message.empty()) message = "failed without a message";
  if (code < SLUICE_OK || code > SLUICE_E_NO_MEMORY)
    return Status::internal("returned status " + std::to_string(code) +
                            ", which does not exist: " + message);
  Status status(code, std::move(message));
  return status.with_retry_after(error.retry_after_ms)
      .with_remote_code(error.remote_code)
      .with_attempts(error.attempts);
}

Status check_needs(const Component::Origin& origin) {
  for (const std::string& id : origin.info.needs)
    if (!origin.instance.environment().find(id))
      return {SLUICE_E_UNSUPPORTED, "needs the host service " + id + ", which is not offered here"};
  return {};
}

// "clients.shop (lightspeedhq.client)"
std::string place(const Component::Origin& origin) {
  return std::string(origin.instance.name()) + " (" + origin.info.id + ")";
}

// A plugin's C++ parts may be built against another run-time library: no exception may escape.
Result<void*> run_create(const Component::Origin& origin, std::string_view config,
                         const sluice_component* client) {
  const sluice_create args = {sizeof args, slice(origin.info.id), slice(config), client};
  sluice_error error = empty_error();
  void* self = nullptr;
  const std::string called = place(origin);
  const platform::InCall in_call("", called.c_str(), "create");
  try {
    const auto code = origin.factory.create(origin.instance.host(), &args, &self, &error);
    if (code == SLUICE_END) return Status::internal("create returned END");
    if (code != SLUICE_OK) return import_error(code, error, origin.instance);
  } catch (...) {
    return Status::internal(exception_text());
  }
  if (!self) return Status::internal("create succeeded without a component");
  return self;
}

}  // namespace

Result<std::unique_ptr<Component>> Component::create(const Origin& origin,
                                                     std::string_view config_json,
                                                     const sluice_component* client) {
  if (Status s = check_needs(origin); !s) return s;
  const auto self = run_create(origin, config_json, client);
  if (!self) return self.status();
  std::unique_ptr<Component> component(new Component(origin, *self));
  if (Status s = component->read_tables(); !s) return s;
  return component;
}

Component::Component(const Origin& origin, void* self)
    : origin_(origin),
      self_(self),
      handle_{sizeof handle_, self, origin.factory.get_interface, slice(origin_.info.id),
              slice(origin_.instance.name())} {}

Component::~Component() {
  const std::string called = place(origin_);
  const platform::InCall in_call("", called.c_str(), "destroy");
  try {
    origin_.factory.destroy(self_);
  } catch (...) {
    instance().environment().log.error(instance().name(), "destroy: ", exception_text());
  }
}

void Component::stop() noexcept {
  try {
    origin_.factory.stop(self_);
  } catch (...) {
    // Runs on any thread, perhaps while the process ends: it cannot be reported.
  }
}

Status Component::read_tables() {
  try {
    tables_ = Tables(self_, origin_.factory.get_interface);
  } catch (...) {
    return escaped();
  }
  return check_interfaces();
}

// A client's users call its own table, not the copy made here, so it must be complete.
Status Component::check_client() const {
  const void* theirs = handle_.get_interface(self_, Interface<sluice_client>::kId);
  const auto table = copy_known<sluice_client>(theirs);
  if (table.identity && table.start && table.finish) return {};
  return {SLUICE_E_UNSUPPORTED,
          "its sluice.client/1 lacks one of identity, start and finish; clients need all three"};
}

Status Component::check_interfaces() const {
  switch (info().kind) {
    case Kind::kClient:
      return tables_.find<sluice_client>() ? check_client() : missing(SLUICE_CLIENT);
    case Kind::kSubscriber:
      return tables_.find<sluice_subscriber>() ? Status() : missing(SLUICE_SUBSCRIBER);
    case Kind::kPublisher:
      return tables_.find<sluice_publisher>() ? Status() : missing(SLUICE_PUBLISHER);
    case Kind::kTransformer:
      break;
  }
  if (tables_.find<sluice_transformer>() || tables_.find<sluice_text_transformer>()) return {};
  return missing("sluice.transformer/1 and no sluice.text_transformer/1");
}

Status Component::missing(std::string_view interface_id) const {
  return {SLUICE_E_UNSUPPORTED, info().id + " has no " + std::string(interface_id)};
}

Status Component::finish_call(sluice_status code, const sluice_error& error) const {
  if (code == SLUICE_OK) return {};
  if (code == SLUICE_END) return Status::end();
  if (code == SLUICE_PAUSED) return Status::paused();
  return import_error(code, error, origin_.instance);
}

Status Component::escaped() const { return Status::internal(exception_text()); }

}  // namespace sluice::loader
