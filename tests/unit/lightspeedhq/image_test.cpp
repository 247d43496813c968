// Uploads of an image from a path or a URL.
#include <doctest/doctest.h>

#include <filesystem>

#include "support/temp_folder.hpp"
#include "unit/lightspeedhq/recorded_shop.hpp"

using namespace lightspeedhq::test;

namespace {

const std::string kPng("\x89PNG\r\n\x1A\n\0\xFF--pixels", 18);
const std::string kJpeg("\xFF\xD8\xFF\xE0 pixels");

std::string record(const std::string& image) {
  return R"({"path":{"product_id":"p"},"payload":{"image":")" + image + "\"}}";
}

// `more`: further settings of the publisher.
struct Upload {
  explicit Upload(std::string settings = R"("image_urls":"any")") : more(std::move(settings)) {}
  explicit Upload(const sluice::test::TempFolder& folder)
      : Upload("\"image_folder\":\"" + folder.path().string() + "\"") {}

  Published publish(const std::string& image) {
    return shop.publish("product-images", "create", record(image), "," + more);
  }
  std::string parked(const std::string& image) {
    auto done = publish(image);
    CHECK(done.status.ok());
    CHECK(done.outcomes[0].status == SLUICE_E_DATA);
    CHECK(shop.requests() == 0);
    return done.outcomes[0].message;
  }
  std::string more;
  RecordedShop shop{always(201, R"({"data":{"id":"i","status":"processing"}})")};
};

}  // namespace

TEST_CASE("a file is sent as the part image, byte for byte, with its type") {
  sluice::test::TempFolder folder;
  folder.write("front.png", kPng);
  Upload upload(folder);
  auto done = upload.publish((folder / "front.png").string());
  CAPTURE(done.outcomes[0].message);
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(upload.shop.line(0) == "POST /api/2026-07/products/p/actions/image_upload HTTP/1.1");
  std::string text = upload.shop.server.seen()[0].text;
  CHECK(has(text, "Content-Type: multipart/form-data; boundary=sluice-"));
  CHECK(has(text, "name=\"image\"; filename=\"front.png\"\r\nContent-Type: image/png\r\n\r\n" +
                      kPng + "\r\n--sluice-"));
}

TEST_CASE("a URL is fetched without the shop's token, then sent") {
  ScriptedServer pictures([](const std::string&, size_t) { return Reply{response(200, kJpeg)}; });
  Upload upload;
  auto done = upload.publish(pictures.origin() + "/a%20b/front.jpg?size=2&x=%26");
  CAPTURE(done.outcomes[0].message);
  CHECK(done.outcomes[0].status == SLUICE_OK);
  REQUIRE(pictures.seen().size() == 1);
  std::string asked = pictures.seen()[0].text;
  CHECK(asked.substr(0, asked.find(' ', 4)) == "GET /a%20b/front.jpg?size=2&x=%26");
  CHECK_FALSE(has(asked, "T0ken"));
  CHECK_FALSE(has(asked, "uthorization"));
  CHECK(
      has(upload.shop.server.seen()[0].text, "filename=\"front.jpg\"\r\nContent-Type: image/jpeg"));
}

TEST_CASE("what is no image is never sent") {
  sluice::test::TempFolder folder;
  folder.write("secret.txt", "root:x:0:0");
  Upload upload(folder);
  CHECK(has(upload.parked("secret.txt"), "image secret.txt is neither JPEG nor PNG"));
  CHECK(has(upload.parked("none.png"), "image none.png cannot be opened"));
  CHECK(has(upload.parked(""), "must be a path or a URL"));
}

TEST_CASE("only files below the configured folder are sent, whatever a record names") {
  sluice::test::TempFolder folder, other;
  const auto theirs = other.write("theirs.png", kPng).string();
  std::filesystem::create_symlink(theirs, folder / "link.png");
  Upload upload(folder);
  CHECK(has(upload.parked(theirs), "image " + theirs + " is not below " + folder.path().string()));
  CHECK(has(upload.parked("/dev/zero"), "is not below"));
  CHECK(has(upload.parked("link.png"), "links are not followed"));
  Upload none;
  CHECK(has(none.parked(theirs), "no image_folder is set"));
}

TEST_CASE("URLs are fetched only where image_urls allows them") {
  ScriptedServer pictures([](const std::string&, size_t) { return Reply{response(200, kPng)}; });
  sluice::test::TempFolder folder;
  CHECK(has(Upload(folder).parked(pictures.origin() + "/a.png"), "image_urls does not allow any"));
  CHECK(has(Upload(folder).parked("HTTP://127.0.0.1/a.png"), "image_urls does not allow any"));
  CHECK(pictures.seen().empty());
}

TEST_CASE("public URLs do not lead into one's own network") {
  ScriptedServer pictures([](const std::string&, size_t) { return Reply{response(200, kPng)}; });
  Upload upload(R"("image_urls":"public")");
  const std::string port = ":" + std::to_string(pictures.port()) + "/a.png";
  for (std::string host : {"127.0.0.1", "localhost", "127.1", "[::1]", "[::ffff:127.0.0.1]"}) {
    CAPTURE(host);
    CHECK(has(upload.parked("http://" + host + port), "may not be connected to"));
  }
  CHECK(has(upload.parked("http://169.254.169.254/latest/meta-data"), "a link-local address"));
  CHECK(has(upload.parked("https://10.0.0.1/a.png"), "10.0.0.1 is a private address"));
  CHECK(pictures.seen().empty());
}

TEST_CASE("a redirect to another place parks the image and does not stop the pipeline") {
  ScriptedServer pictures([](const std::string&, size_t) {
    return Reply{response(302, "", "Location: http://169.254.169.254/latest\r\n")};
  });
  Upload upload;
  CHECK(has(upload.parked(pictures.origin() + "/a.png"), "169.254.169.254"));
}

TEST_CASE("an address that is none, or names a user, parks the image") {
  Upload upload;
  CHECK(has(upload.parked("http:///a.png"), "image http:///a.png: "));
  CHECK(has(upload.parked("http://user:secret@a.example/a.png"), "image http"));
}

TEST_CASE("where images may come from is settled at check") {
  sluice::test::TempFolder folder;
  Upload upload;
  const auto refused = [&](const std::string& action, const std::string& more) {
    return upload.shop.refused("product-images", action, more);
  };
  CHECK(has(refused("create", ""), "/image_folder: is missing"));
  CHECK(has(refused("create", R"(,"image_folder":"/none/here")"),
            "/image_folder: /none/here cannot be opened as a folder"));
  CHECK(has(refused("create", R"(,"image_urls":"some")"), "/image_urls: must be"));
  CHECK(has(refused("update", R"(,"image_urls":"any")"), "/image_urls: has no use here"));
  CHECK(has(refused("update", ",\"image_folder\":\"" + folder.path().string() + "\""),
            "/image_folder: has no use here"));
}

TEST_CASE("an image that its server does not have parks the record") {
  ScriptedServer pictures([](const std::string&, size_t) { return Reply{response(404, "")}; });
  Upload upload;
  auto done = upload.publish(pictures.origin() + "/front.jpg");
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "404"));
  CHECK(upload.shop.requests() == 0);
}

TEST_CASE("a refusal of the image's server does not stop the pipeline for its credentials") {
  ScriptedServer pictures([](const std::string&, size_t) { return Reply{response(401, "")}; });
  Upload upload;
  auto done = upload.publish(pictures.origin() + "/front.jpg");
  CHECK(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
}

TEST_CASE("a payload without the part says what it needs") {
  Upload upload;
  auto done = upload.shop.publish("product-images", "create",
                                  R"({"path":{"product_id":"p"},"payload":{"picture":"x"}})",
                                  R"(,"image_urls":"any")");
  CHECK(has(done.outcomes[0].message, "the payload needs `image`, a path or a URL"));
}
