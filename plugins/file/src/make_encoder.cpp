#include "make_encoder.hpp"

#include <utility>

#include "csv_lines.hpp"
#include "sluice/expression/xml.hpp"
#include "sluice/field.hpp"

namespace file_plugin {
namespace {

constexpr size_t kLargestElement = size_t{64} << 20;

// The message of a call of the host that failed is with the host.
Status append_json(const sluice::Record& record, std::string& out) {
  const auto json = record.root().json();
  if (!json) return json.status();
  out += *json;
  return {};
}

class JsonLines final : public Encoder {
 public:
  Status append(const sluice::Record& record, bool, std::string& out) override {
    Status status = append_json(record, out);
    out += '\n';
    return status;
  }
  std::string closing(bool) const override { return {}; }
  bool is_document() const override { return false; }
};

class JsonArray final : public Encoder {
 public:
  Status append(const sluice::Record& record, bool first, std::string& out) override {
    out += first ? "[\n" : ",\n";
    return append_json(record, out);
  }
  std::string closing(bool empty) const override { return empty ? "[\n]\n" : "\n]\n"; }
  bool is_document() const override { return true; }
};

class XmlElements final : public Encoder {
 public:
  XmlElements(std::string root, std::string element)
      : root_(std::move(root)), element_(std::move(element)) {}
  Status append(const sluice::Record& record, bool first, std::string& out) override {
    if (first) out += head();
    std::string text;
    if (Status s = sluice::expression::write_xml(element_, record.root(), kLargestElement, text);
        !s)
      return s;
    (out += text) += '\n';
    return {};
  }
  std::string closing(bool empty) const override {
    return (empty ? head() : std::string()) + "</" + root_ + ">\n";
  }
  bool is_document() const override { return true; }

 private:
  std::string head() const {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + root_ + ">\n";
  }

  std::string root_, element_;
};

class Texts final : public Encoder {
 public:
  explicit Texts(const sluice::Host& host) : field_(host.abi(), "text") {}
  Status append(const sluice::Record& record, bool, std::string& out) override {
    const sluice::Value root = record.root();
    const sluice::Value value = root.is_object() ? root.find(field_) : root;
    if (!value.is_string())
      return Status::data(
          "a line is made of the member \"text\", a string, or of a record that is one");
    const auto text = value.string();
    if (!text) return text.status();
    if (text->find_first_of("\r\n") != text->npos)
      return Status::data("the text has a line break, so it cannot be one line");
    (out += *text) += '\n';
    return {};
  }
  std::string closing(bool) const override { return {}; }
  bool is_document() const override { return false; }

 private:
  sluice::Field field_;
};

Result<std::unique_ptr<Encoder>> csv_encoder(const sluice::Host& host, sluice::Value config,
                                             const CsvFormat& format) {
  if (format.columns.empty())
    return Status::invalid("/columns",
                           "is missing: name the members that become columns, in order");
  const bool others_fail = config["other_members"].string_or("fail") == "fail";
  return std::unique_ptr<Encoder>(std::make_unique<CsvLines>(host, format, others_fail));
}

Result<std::unique_ptr<Encoder>> xml_encoder(sluice::Value config) {
  std::string names[] = {std::string(config["root"].string_or("records")),
                         std::string(config["element"].string_or("record"))};
  for (const std::string& name : names)
    if (!sluice::expression::is_xml_name(name))
      return Status::invalid(&name == names ? "/root" : "/element", "is no name of XML");
  return std::unique_ptr<Encoder>(
      std::make_unique<XmlElements>(std::move(names[0]), std::move(names[1])));
}

}  // namespace

Result<std::unique_ptr<Encoder>> make_encoder(const sluice::Host& host, sluice::Value config,
                                              const FileFormat& format) {
  const bool xml = format.format == Format::kXml;
  for (const char* name : {"root", "element"})
    if (Status s = check_belongs(config, name, xml, "XML: set format: xml"); !s) return s;
  if (Status s =
          check_belongs(config, "other_members", format.csv.has_value(), "CSV: set format: csv");
      !s)
    return s;
  if (format.csv) return csv_encoder(host, config, *format.csv);
  if (xml) return xml_encoder(config);
  if (format.format == Format::kJson) return std::unique_ptr<Encoder>(new JsonArray());
  if (format.format == Format::kText) return std::unique_ptr<Encoder>(new Texts(host));
  return std::unique_ptr<Encoder>(new JsonLines());
}

}  // namespace file_plugin
