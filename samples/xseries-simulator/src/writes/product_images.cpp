// Images: a multipart upload gets `processing`; a step of the clock makes it `uploaded`.

#include <Poco/Exception.h>
#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/MultipartReader.h>
#include <Poco/StreamCopier.h>

#include <sstream>

#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/stored_row.hpp"
#include "writes/catalogue.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kProductImages = "product_images";

std::string boundary_of(const Call& call) {
  const std::string* type = call.request.header("Content-Type");
  std::string media;
  Poco::Net::NameValueCollection parameters;
  if (type != nullptr) Poco::Net::MessageHeader::splitParameters(*type, media, parameters);
  if (media != "multipart/form-data" || !parameters.has("boundary")) {
    throw ApiError(400, "the body must be multipart/form-data with a part named image");
  }
  return parameters.get("boundary");
}

bool is_image(const std::string& bytes) {
  return bytes.starts_with("\xFF\xD8\xFF") || bytes.starts_with("\x89PNG");
}

std::string image_part(const Call& call) {
  std::istringstream stream(call.request.body);
  Poco::Net::MultipartReader reader(stream, boundary_of(call));
  while (reader.hasNextPart()) {
    Poco::Net::MessageHeader header;
    reader.nextPart(header);
    std::string disposition;
    Poco::Net::NameValueCollection parameters;
    Poco::Net::MessageHeader::splitParameters(header.get("Content-Disposition", ""), disposition,
                                              parameters);
    std::string bytes;
    Poco::StreamCopier::copyToString(reader.stream(), bytes);
    if (parameters.get("name", "") == "image") return bytes;
  }
  throw ApiError(400, "image is required");
}

std::string checked_image(const Call& call) {
  try {
    return image_part(call);
  } catch (const Poco::Exception& error) {
    throw ApiError(400, "the multipart body cannot be read: " + error.displayText());
  }
}

const Row& named_image(Call& call) {
  const auto& params = call.match.params;
  const std::string& id =
      params.contains("image_id") ? params.at("image_id") : params.at("product_image_id");
  const Row* row = call.table(kProductImages).find(id);
  if (row == nullptr || row->deleted) throw ApiError(404, "product image not found");
  return *row;
}

// Processing ends when the clock has moved on.
void finish(Call& call, const Row& row) {
  JsonMembers members = members_of(row);
  const std::optional<std::int64_t> since = parse_iso(stored_text(members, "created_at"));
  if (stored_text(members, "status") != "processing" || !since) return;
  if (call.shop.clock.now_ms() < *since + 1'000) return;
  members.set("status", "\"uploaded\"");
  store_version(call.shop, kProductImages, row.id, std::move(members));
}

Response with_image(Call& call, const std::string& id) {
  return {.status = call.route.success_status,
          .body = "{\"data\":" + call.table(kProductImages).find(id)->text + "}"};
}

}  // namespace

Response upload_image(Call& call) {
  const std::string& product = call.param("product_id");
  const Row* known = call.table("products").find(product);
  if (known == nullptr || known->deleted) throw ApiError(404, "product not found");
  if (!is_image(checked_image(call))) throw ApiError(400, "image must be a jpg or png");
  const std::string id = call.shop.store.random().uuid();
  JsonMembers row;
  row.set("id", quote(id));
  row.set("product_id", quote(product));
  row.set("position", std::to_string(call.table(kProductImages).children(product).size() + 1));
  row.set("status", "\"processing\"");
  row.set("url", quote("https://img.example.test/i/" + id + ".jpg"));
  row.set("created_at", now_in(call.shop, kProductImages));
  store_child(call.shop, kProductImages, product, id, std::move(row));
  return with_image(call, id);
}

Response get_image(Call& call) {
  const Row& row = named_image(call);
  const std::string id = row.id;
  finish(call, row);
  return with_image(call, id);
}

Response move_image(Call& call) {
  const Row& row = named_image(call);
  const std::optional<std::int64_t> position = as_int(call.body.find("position"));
  if (!position || *position < 0) throw ApiError(400, "position must be a whole number");
  JsonMembers members = members_of(row);
  members.set("position", std::to_string(*position));
  const std::string id = row.id;
  store_version(call.shop, kProductImages, id, std::move(members));
  return with_image(call, id);
}

Response delete_image(Call& call) {
  store_deleted(call.shop, kProductImages, named_image(call));
  return {.status = call.route.success_status, .body = {}};
}

}  // namespace sluice::simulator
