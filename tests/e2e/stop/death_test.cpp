// Plugins that end the process, crash or never return: who it was is said, the exit code tells, and
// the state is as it was committed.
#include <doctest/doctest.h>

#include <csignal>
#include <fstream>

#include "child.hpp"
#include "program.hpp"

using namespace sluice::test;

namespace {

// A pipeline with a file of its own, and one step that does what `how` says with its second batch.
struct Deadly : Program {
  explicit Deadly(const std::string& how, const std::string& more = {}) {
    std::ofstream records(folder() / "in.ndjson");
    for (int i = 1; i <= 200; i++) records << "{\"n\":" << i << "}\n";
    configure(how, more);
  }
  // Nothing is locked, commands work on the state, and the next run goes on: each record is in the
  // file once.
  void check_state() const {
    CHECK(run("state show p.yaml").code == 0);
    CHECK(run("tasks list p.yaml").code == 0);
    configure("nothing", "");
    CHECK(run("run p.yaml").code == 0);
    std::ifstream out(folder() / "out.ndjson");
    int lines = 0;
    for (std::string line; std::getline(out, line); lines++)
      CHECK(line == "{\"n\":" + std::to_string(lines + 1) + "}");
    CHECK(lines == 200);
  }

 private:
  void configure(const std::string& how, const std::string& more) const {
    std::ofstream(folder() / "p.yaml")
        << "host: {state: state, lanes: 1, commit: {interval_ms: 0}, plugins: [" << PLUGINS << ", "
        << DEADLY_PLUGIN << "]" << more << "}\n"
        << "pipelines:\n  p:\n"
        << "    subscriber: {use: file.subscriber, path: in.ndjson, chunk_bytes: 1024}\n"
        << "    transformers: [{use: deadly.step, how: " << how << "}]\n"
        << "    publishers: [{use: file.publisher, path: out.ndjson}]\n";
  }
};

constexpr const char* kPlace = "transformers[0] (deadly.step), transform of batch 2, pipeline p";

}  // namespace

TEST_CASE("a plugin that ends the program is named, and the exit code is never 0") {
  for (const char* how : {"exit", "_exit", "_Exit", "quick_exit", "pthread_exit", "thrd_exit"}) {
    CAPTURE(how);
    Deadly deadly(how);
    const Ran ran = deadly.run("run p.yaml");
    INFO(ran.err);
    CHECK(ran.code == 1);
    CHECK(has(ran.err, std::string(how) + "("));
    CHECK(has(ran.err, kPlace));
    CHECK(has(ran.err, "what is committed is safe"));
    deadly.check_state();
  }
}

TEST_CASE("neither does the C library's own way out end a run with 0") {
  Deadly deadly("errx");
  const Ran ran = deadly.run("run p.yaml");
  CHECK(ran.code == 1);
  CHECK(has(ran.err, kPlace));
}

TEST_CASE("a thread of a plugin that ends the program is told by its plugin") {
  for (const char* how : {"thread_exit", "thread__exit"}) {
    CAPTURE(how);
    const Ran ran = Deadly(how).run("run p.yaml");
    INFO(ran.err);
    CHECK(ran.code == 1);
    CHECK(has(ran.err, "in a thread of plugin"));
    CHECK(has(ran.err, "deadly.so"));
  }
}

TEST_CASE("what a plugin does when the process ends does not change the exit code") {
  Deadly failing("at_exit");
  std::ofstream(failing.folder() / "in.ndjson") << "not json\n{\"n\":1}\n";
  CHECK(failing.run("run p.yaml").code == 3);
}

TEST_CASE("a plugin that ends the program while it is loaded or made is named") {
  for (const char* how : {"create", "constructor"}) {
    CAPTURE(how);
    const Ran ran = Deadly("exit_in_create").run("check p.yaml", std::string("DEADLY=") + how);
    INFO(ran.err);
    CHECK(ran.code == 1);
    CHECK(has(ran.err, "deadly"));
    CHECK(has(ran.err, std::string(how) == "create" ? "create" : "load"));
  }
}

TEST_CASE("a plugin that crashes is named, and the signal ends the program as ever") {
  struct Way {
    const char* how;
    int signal;
  };
  for (const Way way : {Way{"segv", SIGSEGV}, Way{"bus", SIGBUS}, Way{"fpe", SIGFPE},
                        Way{"ill", SIGILL}, Way{"abort", SIGABRT}, Way{"terminate", SIGABRT},
                        Way{"overflow", SIGSEGV}, Way{"noexcept", SIGABRT}}) {
    CAPTURE(way.how);
    Deadly deadly(way.how);
    Child child(deadly.folder().path(), {"run", "p.yaml"});
    CHECK(child.end() == 128 + way.signal);
    INFO(child.said());
    CHECK(has(child.said(), kPlace));
    CHECK(has(child.said(), "what is committed is safe"));
    deadly.check_state();
  }
}

TEST_CASE("a crash in a thread of a plugin names the plugin") {
  for (const char* how : {"thread_throw", "thread_segv", "thread_overflow"}) {
    CAPTURE(how);
    Deadly deadly(how);
    Child child(deadly.folder().path(), {"run", "p.yaml"});
    CHECK(child.end() == 128 + (std::string(how) == "thread_throw" ? SIGABRT : SIGSEGV));
    INFO(child.said());
    CHECK(has(child.said(), "deadly.so"));
  }
}

TEST_CASE("what a plugin throws or says in odd ways is an error like any other") {
  for (const char* how : {"raw_null_what", "raw_int", "no_end_of_message", "not_utf8_message",
                          "null_slices", "odd_status"}) {
    CAPTURE(how);
    Deadly deadly(how);
    const Ran ran = deadly.run("run p.yaml");
    INFO(ran.err);
    CHECK((ran.code == 1 || ran.code == 3));
    CHECK_FALSE(has(ran.err, "crashed"));
    CHECK(deadly.run("tasks list p.yaml").code == 0);
  }
}

TEST_CASE("a step that never returns is named at the first signal, and one signal is enough") {
  Deadly deadly("stuck", ", stop_grace: 2");
  Child child(deadly.folder().path(), {"run", "p.yaml"});
  REQUIRE(child.says("deadly.step is stuck"));
  child.send(SIGTERM);
  REQUIRE(child.says("A second Ctrl-C or SIGTERM exits at once"));
  CHECK(has(child.said(), kPlace));
  CHECK(child.end() == 130);
  CHECK(has(child.said(), "the run ends here"));
  deadly.check_state();
}

TEST_CASE("a component that never comes to its end does not keep the process") {
  Deadly deadly("stuck_in_destroy", ", stop_grace: 1");
  Child child(deadly.folder().path(), {"run", "p.yaml"});
  REQUIRE(child.says("deadly.step is stuck"));
  child.send(SIGINT);
  CHECK(child.end() == 130);
}
