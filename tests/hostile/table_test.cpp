#include "fixture.hpp"
#include "record/batch.hpp"

using namespace sluice;
using namespace sluice::test;

TEST_CASE("a component of a good plugin works on a batch") {
  Made made("plain");
  REQUIRE(made.result.ok());
  record::Batch batch{record::Limits{}};
  size_t index = 0;
  REQUIRE(batch.abi()->records_api->add_source(batch.abi(), slice("{}"), &index) == SLUICE_OK);
  const auto* table = made.component().interface<sluice_transformer>(SLUICE_TRANSFORMER);
  REQUIRE(table);
  sluice_error error = loader::empty_error();
  CHECK(table->transform(made.component().self(), batch.abi(), nullptr, &error) == SLUICE_OK);
  CHECK(sluice_record_at(batch.abi(), index)->state == SLUICE_RECORD_FILTERED);
}

TEST_CASE("interfaces a component does not have are NULL and calls to them unsupported") {
  Made made("plain");
  REQUIRE(made.result.ok());
  CHECK(made.component().interface<sluice_publisher>(SLUICE_PUBLISHER) == nullptr);
  CHECK(made.component().interface<sluice_transformer>("sluice.transformer/2") == nullptr);
  const Status status = made.component().call(&sluice_publisher::finish, nullptr);
  CHECK(status.code() == SLUICE_E_UNSUPPORTED);
  CHECK(status.message() == "plain.step has no sluice.publisher/1");
}

TEST_CASE("a component without its kind's interface is refused at create") {
  Made made("no_interface");
  CHECK(made.status().code() == SLUICE_E_UNSUPPORTED);
  CHECK(has(made.status().message(), "has no sluice.transformer/1"));
}

TEST_CASE("a create that succeeds without a component is the plugin's bug") {
  Made made("no_self");
  CHECK(made.status().code() == SLUICE_E_INTERNAL);
}

TEST_CASE("a slot that a short table cuts in two is not called, nor are those behind it") {
  Made made("short_tables");
  REQUIRE(made.result.ok());
  record::Batch batch{record::Limits{}};
  const Status status = made.component().call(&sluice_transformer::transform, batch.abi(), nullptr);
  CHECK(status.code() == SLUICE_E_UNSUPPORTED);
  CHECK(has(status.message(), "does not have this function"));
  (*made.result)->stop();  // a slot of the factory that is not there either
}

TEST_CASE("a table longer than the host's is read as far as the host knows it") {
  Made made("long_tables");
  REQUIRE(made.result.ok());
  record::Batch batch{record::Limits{}};
  CHECK(made.component().call(&sluice_transformer::transform, batch.abi(), nullptr).ok());
}

TEST_CASE("a client that lacks a function is refused at create, for its users call it directly") {
  Made made("half_client");
  CHECK(made.status().code() == SLUICE_E_UNSUPPORTED);
  CHECK(has(made.status().message(), "identity, start and finish"));
}

TEST_CASE("a setting that the manifest does not declare is the plugin's mistake, not the user's") {
  CHECK(Made("asker", "declared").status().message() == "/field: give the name of a field");
  const Made made("asker", "misspelt");
  CHECK(made.status().code() == SLUICE_E_INTERNAL);
  CHECK(made.status().message() ==
        "the plugin asks for the setting \"feild\", which its manifest does not declare for "
        "asker.misspelt: a mistake in the plugin, for its author to mend");
}

TEST_CASE("an unknown component is refused and a near one suggested") {
  PluginFolder plugins;
  plugins.add("plain");
  auto registry = plugins.scan();
  TestEnvironment test;
  services::Instance instance("a", test.environment);
  const auto made = registry.create("plain.stpe", instance, "{}", nullptr);
  REQUIRE_FALSE(made.ok());
  CHECK(made.status().code() == SLUICE_E_INVALID);
  CHECK(registry.suggest("plain.stpe") == "plain.step");
  CHECK_FALSE(registry.suggest("plain.stpe", loader::Kind::kClient));
  CHECK_FALSE(registry.suggest("something.quite_else"));
}

TEST_CASE("a client's handle is what its users are given") {
  Made made("thrower", "client");
  REQUIRE(made.result.ok());
  const sluice_component* handle = made.component().handle();
  CHECK(handle->self == made.component().self());
  CHECK(view(handle->id) == "thrower.client");
  CHECK(view(handle->instance) == "pipelines.p.transformers[0]");
  CHECK(handle->get_interface(handle->self, SLUICE_CLIENT) != nullptr);
  CHECK(handle->get_interface(handle->self, "sluice.client/2") == nullptr);
}

TEST_CASE("a status that does not exist is the plugin's bug") {
  Made made("odd_status");
  REQUIRE(made.result.ok());
  record::Batch batch{record::Limits{}};
  const Status status = made.component().call(&sluice_transformer::transform, batch.abi(), nullptr);
  CHECK(status.code() == SLUICE_E_INTERNAL);
  CHECK(has(status.message(), "returned status -77, which does not exist"));
}

TEST_CASE("a failure without a message gets one") {
  Made made("quiet_failure");
  REQUIRE(made.result.ok());
  record::Batch batch{record::Limits{}};
  const Status status = made.component().call(&sluice_transformer::transform, batch.abi(), nullptr);
  CHECK(status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(status.message() == "failed without a message");
}

TEST_CASE("a message that does not end is cut and secrets in it are taken out") {
  Made made("endless_message");
  REQUIRE(made.result.ok());
  made.test.redactor.protect("hunter2hunter2");
  record::Batch batch{record::Limits{}};
  const Status status = made.component().call(&sluice_transformer::transform, batch.abi(), nullptr);
  CHECK(status.code() == SLUICE_E_DATA);
  CHECK(status.message().size() <= sizeof(sluice_error::message));
  CHECK(has(status.message(), "token [redacted] xxx"));
}
