// Uploads of an image from a path or a URL.
#include <doctest/doctest.h>

#include "support/temp_folder.hpp"
#include "unit/lightspeedhq/recorded_shop.hpp"

using namespace lightspeedhq::test;

namespace {

const std::string kPng("\x89PNG\r\n\x1A\n\0\xFF--pixels", 18);
const std::string kJpeg("\xFF\xD8\xFF\xE0 pixels");

std::string record(const std::string& image) {
  return R"({"path":{"product_id":"p"},"payload":{"image":")" + image + "\"}}";
}

struct Upload {
  Published publish(const std::string& image) {
    return shop.publish("product-images", "create", record(image));
  }
  RecordedShop shop{always(201, R"({"data":{"id":"i","status":"processing"}})")};
};

}  // namespace

TEST_CASE("a file is sent as the part image, byte for byte, with its type") {
  sluice::test::TempFolder folder;
  folder.write("front.png", kPng);
  Upload upload;
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
  ScriptedServer pictures([](const std::string&, size_t) { return Reply{answer(200, kJpeg)}; });
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
  Upload upload;
  CHECK(has(upload.publish((folder / "secret.txt").string()).outcomes[0].message,
            "is neither JPEG nor PNG"));
  CHECK(
      has(upload.publish((folder / "none.png").string()).outcomes[0].message, "cannot be opened"));
  CHECK(has(upload.publish("").outcomes[0].message, "must be a path or a URL"));
  CHECK(upload.shop.requests() == 0);
}

TEST_CASE("an image that its server does not have parks the record") {
  ScriptedServer pictures([](const std::string&, size_t) { return Reply{answer(404, "")}; });
  Upload upload;
  auto done = upload.publish(pictures.origin() + "/front.jpg");
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "404"));
  CHECK(upload.shop.requests() == 0);
}

TEST_CASE("a refusal of the image's server does not stop the pipeline for its credentials") {
  ScriptedServer pictures([](const std::string&, size_t) { return Reply{answer(401, "")}; });
  Upload upload;
  auto done = upload.publish(pictures.origin() + "/front.jpg");
  CHECK(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
}

TEST_CASE("a payload without the part says what it needs") {
  Upload upload;
  auto done = upload.shop.publish("product-images", "create",
                                  R"({"path":{"product_id":"p"},"payload":{"picture":"x"}})");
  CHECK(has(done.outcomes[0].message, "the payload needs `image`, a path or a URL"));
}
