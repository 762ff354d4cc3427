#include "certificate/read_certificate.h"

#include <glib.h>

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "certificate/wording.h"

namespace permit::certificate {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kHexadecimal = "0123456789abcdef";
constexpr std::string_view kDocumentCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kPlateCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";  // masked ones have `*'
constexpr std::string_view kBase32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";                // Crockford's: no I, L, O, U
constexpr std::string_view kIdCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-";

/// The greatest length of a text, in code points.
struct Prose {
  std::size_t longest;
};

/// A word of a limited set of characters, such as a number.
struct CodeFormat {
  std::string_view characters;
  std::size_t shortest;
  std::size_t longest;
  const char* in_words;
};

constexpr CodeFormat kServiceNumber{kDigits, 1, 15, "1 to 15 digits"};
constexpr CodeFormat kCode{kDigits, 1, 3, "1 to 3 digits"};
constexpr CodeFormat kDocument{kDocumentCharacters, 1, 32, "1 to 32 upper-case Latin letters and digits"};
constexpr CodeFormat kPlate{kPlateCharacters, 1, 32, "1 to 32 upper-case Latin letters, digits and masks `*'"};
constexpr CodeFormat kHash{kHexadecimal, 64, 64, "64 hexadecimal digits in lower case"};
constexpr CodeFormat kKind{kIdCharacters, 1, 32, "1 to 32 Latin letters, digits, dots, hyphens and underscores"};
constexpr CodeFormat kCheckCode{kBase32, 4, 32, "4 to 32 characters of Crockford's base 32"};

/// The first error of the input; empty while there is none.
class Fault {
 public:
  void name(const std::string& member, const std::string& what) {
    if (message_.empty()) message_ = member + ": " + what;
  }
  const std::string& message() const { return message_; }

 private:
  std::string message_;
};

/// Returns whether the character can deceive the reader, breaks the line or has no glyph.
bool is_unprintable(char32_t point) {
  switch (g_unichar_type(point)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
      return true;
    default:
      return point == kBrokenByte;
  }
}

std::string code_point_name(char32_t point) {
  std::string digits;
  for (; point != 0 || digits.size() < 4; point /= 16) digits += "0123456789ABCDEF"[point % 16];
  std::reverse(digits.begin(), digits.end());
  return "U+" + digits;
}

/// Returns what is wrong with a text to be printed; empty: nothing.
std::string fault_of(std::string_view text, Prose allowed) {
  std::size_t length = 0;
  bool blank = true;
  while (!text.empty()) {
    const char32_t point = take_code_point(text);
    if (++length > allowed.longest) return "is longer than " + std::to_string(allowed.longest) + " characters";
    if (is_unprintable(point)) {
      return "has " + code_point_name(point) + " as character " + std::to_string(length) + ", which cannot be printed";
    }
    blank = blank && g_unichar_isspace(point);
  }
  return blank ? "is empty" : "";
}

std::string fault_of(std::string_view text, const CodeFormat& allowed) {
  const bool right = text.size() >= allowed.shortest && text.size() <= allowed.longest &&
                     text.find_first_not_of(allowed.characters) == std::string_view::npos;
  return right ? "" : std::string("must be ") + allowed.in_words;
}

std::string listed(std::initializer_list<const char*> names) {
  std::string all;
  for (const char* name : names) all += (all.empty() ? "" : ", ") + std::string(name);
  return all;
}

/// The members of one object, read one by one. After an error every value is empty.
class Members {
 public:
  /// `known` lists all members that the object may have.
  Members(const Json& object, std::string path, std::initializer_list<const char*> known, Fault& fault)
      : object_(object), path_(std::move(path)), fault_(fault) {
    if (!object.is_object()) {
      fault.name(path_.empty() ? "the input" : path_, std::string("must be an object, not ") + object.type_name());
      return;
    }
    for (const auto& member : object.items()) {
      if (std::find(known.begin(), known.end(), member.key()) != known.end()) continue;
      const bool tellable = fault_of(member.key(), Prose{40}).empty();
      fault.name(
          tellable        ? path_to(member.key())
          : path_.empty() ? "the input"
                          : path_,
          (tellable ? "is not a known member; known are " : "has an unknown member; known are ") + listed(known));
    }
  }

  Fault& fault() { return fault_; }

  std::string path_to(std::string_view name) const { return (path_.empty() ? "" : path_ + ".").append(name); }

  /// Returns a mandatory member; null after an error.
  const Json* required(const char* name) {
    const Json* value = find(name);
    if (!value) fault_.name(path_to(name), "is missing");
    return value;
  }

  /// Returns an optional member; null if it is left out or null itself.
  const Json* optional(const char* name) {
    const Json* value = find(name);
    return value && value->is_null() ? nullptr : value;
  }

  template <typename Allowed>
  std::string text(const char* name, const Allowed& allowed) {
    const Json* value = required(name);
    return value ? text_of(*value, path_to(name), allowed) : "";
  }

  template <typename Allowed>
  std::string optional_text(const char* name, const Allowed& allowed) {
    const Json* value = optional(name);
    return value ? text_of(*value, path_to(name), allowed) : "";
  }

  LocalTime time(const char* name) {
    const Json* value = required(name);
    return value ? time_of(*value, path_to(name)) : LocalTime{};
  }

  std::optional<LocalTime> optional_time(const char* name) {
    const Json* value = optional(name);
    return value ? std::optional(time_of(*value, path_to(name))) : std::nullopt;
  }

  template <typename Allowed>
  std::string text_of(const Json& value, const std::string& path, const Allowed& allowed) {
    if (!value.is_string()) {
      fault_.name(path, std::string("must be a string, not ") + value.type_name());
      return "";
    }
    const auto& text = value.get_ref<const std::string&>();
    if (const std::string wrong = fault_of(text, allowed); !wrong.empty()) {
      fault_.name(path, wrong);
      return "";
    }
    return text;
  }

 private:
  const Json* find(const char* name) const {
    if (!object_.is_object()) return nullptr;
    const auto at = object_.find(name);
    return at == object_.end() ? nullptr : &*at;
  }

  LocalTime time_of(const Json& value, const std::string& path) {
    const auto time = parse_local_time(text_of(value, path, Prose{40}));
    if (!time) fault_.name(path, "must be a local time such as 2020-07-21T10:00:00, from 1970 to 2099");
    return time.value_or(LocalTime{});
  }

  const Json& object_;
  std::string path_;
  Fault& fault_;
};

std::optional<CitedDecree> read_decree(Members& permit) {
  const Json* value = permit.optional("decree");
  if (!value) return std::nullopt;
  Members decree(*value, permit.path_to("decree"), {"id", "title"}, permit.fault());
  return CitedDecree{decree.text("id", Prose{64}), decree.text("title", Prose{300})};
}

std::optional<Standing> read_standing(Members& permit) {
  const Json* value = permit.required("source");
  if (!value || *value == "text") return std::nullopt;
  const std::string path = permit.path_to("source");
  if (!value->is_object()) {
    permit.fault().name(path, "must be \"text\" or an object with the kind of a standing permit");
    return std::nullopt;
  }
  Members standing(*value, path, {"kind", "issuer", "activity"}, permit.fault());
  return Standing{standing.text("kind", kKind), standing.optional_text("issuer", Prose{200}),
                  standing.optional_text("activity", Prose{200})};
}

std::vector<std::string> read_places(Members& permit) {
  constexpr std::size_t kMost = 32;
  std::vector<std::string> places;
  const Json* value = permit.optional("places");
  if (!value) return places;
  const std::string path = permit.path_to("places");
  if (!value->is_array() || value->size() > kMost) {
    permit.fault().name(path, "must be a list of at most " + std::to_string(kMost) + " strings");
    return places;
  }
  for (const Json& place : *value) {
    places.push_back(permit.text_of(place, path + "[" + std::to_string(places.size()) + "]", Prose{400}));
  }
  return places;
}

std::string read_check_code(Members& permit) {
  const Json* value = permit.optional("check_code");
  if (!value) return "";
  const std::string path = permit.path_to("check_code");
  std::string code = permit.text_of(*value, path, Prose{64});
  code.erase(std::remove(code.begin(), code.end(), '-'), code.end());
  if (const std::string wrong = fault_of(code, kCheckCode); !wrong.empty()) permit.fault().name(path, wrong);
  return code;
}

CertifiedPermit read_permit(const Json& value, const std::string& path, LocalTime at, Fault& fault) {
  Members members(value, path,
                  {"code", "name", "from", "until", "plate", "places", "clause", "decree", "source", "check_code"},
                  fault);
  CertifiedPermit permit;
  permit.standing = read_standing(members);
  permit.code = permit.standing ? members.optional_text("code", kCode) : members.text("code", kCode);
  permit.name = members.text("name", Prose{200});
  permit.from = members.time("from");
  if (members.required("until")) permit.until = members.optional_time("until");
  permit.plate = members.optional_text("plate", kPlate);
  permit.places = read_places(members);
  permit.clause = members.optional_text("clause", Prose{200});
  permit.decree = read_decree(members);
  permit.check_code = read_check_code(members);
  if (permit.until && *permit.until <= permit.from) fault.name(members.path_to("until"), "is not after from");
  if (permit.until && *permit.until <= at)
    fault.name(members.path_to("until"), "is not after the moment of the certificate");
  return permit;
}

std::vector<CertifiedPermit> read_permits(Members& certificate, LocalTime at) {
  std::vector<CertifiedPermit> permits;
  const Json* value = certificate.required("permits");
  if (!value) return permits;
  if (!value->is_array() || value->empty()) {
    certificate.fault().name("permits", "must be a list of at least one permit");
    return permits;
  }
  for (const Json& permit : *value) {
    permits.push_back(read_permit(permit, "permits[" + std::to_string(permits.size()) + "]", at, certificate.fault()));
  }
  return permits;
}

std::string read_language(Members& certificate) {
  const Json* value = certificate.optional("language");
  if (!value) return kDefaultLanguage;
  std::string language = certificate.text_of(*value, "language", Prose{40});
  if (!words_in(language)) certificate.fault().name("language", "must be one of " + languages());
  return language;
}

void check_version(Members& certificate) {
  const Json* version = certificate.required("version");
  if (version && *version != 1)
    certificate.fault().name("version", "must be 1, the only version that this program reads");
}

/// nlohmann writes `[json.exception.parse_error.101] parse error at line 1, column 2: … - invalid …; last read: …'.
Error no_json(std::string_view message) {
  constexpr std::string_view kBegin = "parse error at ";
  if (const auto begin = message.find(kBegin); begin != std::string_view::npos)
    message.remove_prefix(begin + kBegin.size());
  message = message.substr(0, message.find("; last read"));  // that part repeats untrusted bytes
  return Error{"the input is not JSON: " + std::string(message)};
}

Result<Certificate> read(const Json& json) {
  Fault fault;
  Members members(json, "", {"version", "language", "service", "document", "issued", "at", "zone", "rules", "permits"},
                  fault);
  Certificate certificate;
  check_version(members);
  certificate.language = read_language(members);
  if (const Json* value = members.required("service")) {
    Members service(*value, "service", {"number", "name"}, fault);
    certificate.service_number = service.text("number", kServiceNumber);
    certificate.service_name = service.text("name", Prose{120});
  }
  certificate.document = members.text("document", kDocument);
  certificate.issued = members.time("issued");
  certificate.at = members.optional_time("at").value_or(certificate.issued);
  certificate.zone = members.text("zone", Prose{64});
  certificate.rules = members.text("rules", kHash);
  certificate.permits = read_permits(members, certificate.at);
  if (!fault.message().empty()) return Error{fault.message()};
  return certificate;
}

}  // namespace

Result<Certificate> read_certificate(std::string_view json) {
  if (json.size() > kLongestInput) return Error{"the input is longer than a certificate can be, 1 MiB"};
  try {
    return read(Json::parse(json));
  } catch (const Json::parse_error& error) {
    return no_json(error.what());
  } catch (const Json::out_of_range&) {
    return Error{"the input has a number greater than any member can be"};
  }
}

}  // namespace permit::certificate
