// Scripts in the place of sendmail.
#include "platform/send_mail.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "support/temp_folder.hpp"
#include "support/text.hpp"

using namespace sluice;
using platform::MailProgram;
using platform::send_mail;
using sluice::test::read_file;
using sluice::test::TempFolder;

namespace {

// Runs in `folder`'s path, as a shell script.
MailProgram script(const TempFolder& folder, const std::string& lines) {
  folder.write("sendmail", "#!/bin/sh\ncd '" + folder.path().string() + "'\n" + lines + "\n");
  const std::string file = (folder / "sendmail").string();
  std::filesystem::permissions(file, std::filesystem::perms(0700));
  MailProgram out;
  out.path = file;
  return out;
}

}  // namespace

TEST_CASE("a mail goes to the program's standard input, whole") {
  const TempFolder folder;
  const std::string mail(300'000, 'm');
  const Status sent = send_mail(script(folder, "cat > got; echo \"$@\" > arguments"), mail);
  CHECK_MESSAGE(sent.ok(), sent.message());
  CHECK(read_file(folder / "got") == mail);
  CHECK(read_file(folder / "arguments") == "-t -i\n");
}

TEST_CASE("a mail program that reads nothing stops nobody") {
  const TempFolder folder;
  CHECK(send_mail(script(folder, "exit 0"), std::string(300'000, 'm')).ok());
}

TEST_CASE("a mail program's failure has its code and its first line") {
  const TempFolder folder;
  const Status sent = send_mail(script(folder, "echo 'no relay' >&2; echo more >&2; exit 69"), "m");
  CHECK(sent.code() == SLUICE_E_UNAVAILABLE);
  CHECK(sent.message() == (folder / "sendmail").string() + " ended with code 69: no relay");
}

TEST_CASE("a mail program that is not there is named with what to do") {
  MailProgram program;
  program.path = "/nosuch/sendmail";
  const Status sent = send_mail(program, "m");
  CHECK(sent.code() == SLUICE_E_UNAVAILABLE);
  CHECK(sent.message() ==
        "/nosuch/sendmail cannot be started: No such file or directory; install a mail program or "
        "set host.sendmail");
}

TEST_CASE("a mail program that does not end is killed") {
  const TempFolder folder;
  MailProgram program = script(folder, "exec sleep 1000");
  program.longest_ms = 50;
  const Status sent = send_mail(program, "m");
  CHECK(sent.code() == SLUICE_E_UNAVAILABLE);
  CHECK(sent.message().find("and was killed") != std::string::npos);
}

TEST_CASE("a stop does not wait for a mail program") {
  const TempFolder folder;
  MailProgram program = script(folder, "exec sleep 1000");
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  ::close(ends[1]);  // the other end is then ready to be read
  program.wake = ends[0];
  program.gives_up = [] { return true; };
  CHECK(send_mail(program, "m").code() == SLUICE_E_CANCELLED);
  ::close(ends[0]);
}
