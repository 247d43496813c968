// lower, normalize, slug, title, upper
#include <iterator>

#include "parameters.hpp"
#include "unicode.hpp"

namespace sluice::expression {
namespace {

// ASCII needs no more than one pass; NULL: the text has other characters, or it failed.
char* recased_ascii(Evaluator& e, std::string_view text, char first, char last, bool* is_ascii) {
  for (const char c : text)
    if (c & 0x80) return *is_ascii = false, nullptr;
  auto* const out = static_cast<char*>(e.allocate(text.size()));
  for (size_t i = 0; out && i < text.size(); i++)
    out[i] = static_cast<char>(text[i] >= first && text[i] <= last ? text[i] ^ 0x20 : text[i]);
  return out;
}

sluice_value* recased(Evaluator& e, const Arguments& args, char first, char last,
                      std::string (*other)(std::string_view)) {
  std::string_view text;
  bool is_ascii = true;
  if (!e.text(*args[0], &text)) return nullptr;
  const char* const out = recased_ascii(e, text, first, last, &is_ascii);
  if (!is_ascii) return e.copied_string(other(text));
  return out ? e.string({out, text.size()}) : nullptr;
}

sluice_value* lower(Evaluator& e, const Arguments& args) {
  return recased(e, args, 'A', 'Z', lower_case);
}
sluice_value* upper(Evaluator& e, const Arguments& args) {
  return recased(e, args, 'a', 'z', upper_case);
}

sluice_value* title(Evaluator& e, const Arguments& args) {
  std::string_view text;
  return e.text(*args[0], &text) ? e.copied_string(title_case(text)) : nullptr;
}

struct NamedForm {
  std::string_view name;
  Form form;
};
constexpr NamedForm kForms[] = {
    {"NFC", Form::kNfc}, {"NFD", Form::kNfd}, {"NFKC", Form::kNfkc}, {"NFKD", Form::kNfkd}};

std::string wrong_form_message(std::string_view name) {
  return unknown_word_message("form of normalize()", name, {"NFC", "NFD", "NFKC", "NFKD"});
}

const NamedForm* find_form(std::string_view name) {
  for (const NamedForm& named : kForms)
    if (named.name == name) return &named;
  return nullptr;
}

Result<std::unique_ptr<Prepared>> check_form(const Workbench&, const Constants& constants) {
  if (constants.size() > 1 && constants[1] && !find_form(*constants[1]))
    return Status(SLUICE_E_INVALID, wrong_form_message(*constants[1]));
  return std::unique_ptr<Prepared>();
}

sluice_value* normalize(Evaluator& e, const Arguments& args) {
  std::string_view text, name = "NFC";
  if (!text_at(e, args, 0, &text) || !text_at(e, args, 1, &name)) return nullptr;
  const NamedForm* const form = find_form(name);
  if (!form) return e.fail(wrong_form_message(name));
  return e.copied_string(normalized(text, form->form));
}

// Letters of Latin that no form of Unicode takes apart.
struct Spelled {
  int32_t letter;
  const char* ascii;
};
constexpr Spelled kSpelled[] = {{0xDF, "ss"}, {0xE6, "ae"}, {0xF0, "d"},
                                {0xF8, "o"},  {0xFE, "th"}, {0x111, "d"},
                                {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}};

void append_plain(int32_t letter, std::string* out) {
  for (const Spelled& spelled : kSpelled)
    if (spelled.letter == letter) return void(*out += spelled.ascii);
  append(out, letter);
}

std::string slug_of(std::string_view text, std::string_view separator) {
  const std::string plain = lower_case(without_marks(text));
  std::string out;
  bool is_apart = false;  // something that is neither letter nor digit stands between
  for (size_t at = 0; at < plain.size();) {
    const CodePoint c = code_point_at(plain, at);
    at += c.size;
    if (c.value == '\'' || c.value == 0x2019) continue;
    if (!is_letter_or_digit(c.value)) {
      is_apart = true;
      continue;
    }
    if (is_apart && !out.empty()) out += separator;
    is_apart = false;
    append_plain(c.value, &out);
  }
  return out;
}

sluice_value* slug(Evaluator& e, const Arguments& args) {
  std::string_view text, separator = "-";
  if (!text_at(e, args, 0, &text) || !text_at(e, args, 1, &separator)) return nullptr;
  constexpr size_t kLongestSeparator = 10;
  if (separator.size() > kLongestSeparator)
    return e.fail("the separator of slug() has at most 10 bytes");
  return e.copied_string(slug_of(text, separator));
}

constexpr Function kCaseFunctions[] = {
    {"lower",
     1,
     1,
     {kStringType},
     kStringType,
     lower,
     {"text", "The text in small letters, of any language.", "lower('\xC3\x89T\xC3\x89')",
      "\"\xC3\xA9t\xC3\xA9\""}},
    {"normalize",
     1,
     2,
     {kStringType},
     kStringType,
     normalize,
     {"text, form?",
      "The Unicode form of the text: `NFC` if left out, `NFD`, `NFKC` or `NFKD`. Text that looks "
      "the "
      "same is the same after it.",
      "normalize(`\"e\\u0301\"`) == '\xC3\xA9'", "true"},
     check_form},
    {"slug",
     1,
     2,
     {kStringType},
     kStringType,
     slug,
     {"text, separator?",
      "For addresses: small letters without accents, and a separator (`-`) for everything that is "
      "neither letter nor digit.",
      "slug('Caf\xC3\xA9 cr\xC3\xA8me, 250 g!')", R"("cafe-creme-250-g")"}},
    {"title",
     1,
     1,
     {kStringType},
     kStringType,
     title,
     {"text", "Each word with a capital, and small letters after it.", "title('new YORK-style')",
      R"("New York-Style")"}},
    {"upper",
     1,
     1,
     {kStringType},
     kStringType,
     upper,
     {"text", "The text in capitals, of any language; \xC3\x9F becomes SS.",
      "upper('stra\xC3\x9F\x65')", R"("STRASSE")"}},
};

}  // namespace

FunctionList case_functions() { return {"text", kCaseFunctions, std::size(kCaseFunctions)}; }

}  // namespace sluice::expression
