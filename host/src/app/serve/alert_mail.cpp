#include "app/serve/alert_mail.hpp"

#include "platform/send_mail.hpp"

namespace sluice::app {
namespace {

sluice_status resume_mail(void*, sluice_slice, const sluice_cancel*, sluice_error*) {
  return SLUICE_OK;
}

sluice_status flush_mail(void*, int32_t, sluice_text*, const sluice_cancel*, sluice_error*) {
  return SLUICE_OK;
}

}  // namespace

Status AlertMail::publish(const sluice_cancel* cancel) const {
  platform::MailProgram program;
  program.path = sendmail_;
  if (cancel) {
    program.wake = cancel->wake;
    program.gives_up = [cancel] { return cancel->requested(cancel) != 0; };
  }
  return platform::send_mail(program, mail_of(digest_, to_));
}

pipeline::Target AlertMail::target() {
  static constexpr sluice_publisher kTable = {
      sizeof(sluice_publisher),
      resume_mail,
      [](void* self, sluice_batch* batch, sluice_outcome*, const sluice_cancel* cancel,
         sluice_error* error) {
        if (!batch->count) return sluice_status{SLUICE_OK};
        return export_status(static_cast<AlertMail*>(self)->publish(cancel), error);
      },
      flush_mail,
      nullptr,
      nullptr,
      nullptr,
      nullptr,
      nullptr};
  pipeline::Target out;
  out.name = "mail";
  out.identity = "mail";
  out.self = this;
  out.publisher = &kTable;
  return out;
}

}  // namespace sluice::app
