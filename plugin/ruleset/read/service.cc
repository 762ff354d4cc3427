#include "ruleset/read/service.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/normalize.h"
#include "ruleset/read/attribute_reader.h"
#include "ruleset/read/message.h"
#include "ruleset/read/zone_data.h"

namespace permit {

namespace {

constexpr std::size_t kLongestNumber = 15;  // ITU-T E.164

/// Replies that any service may give. Reading limits and hours adds their replies.
constexpr std::string_view kAlwaysUsed[] = {text_id::kGranted,      text_id::kGrantedPlateUnclear,
                                            text_id::kRepeated,     text_id::kRepeatedPlateUnclear,
                                            text_id::kNoSuchCode,   text_id::kNotAccepted,
                                            text_id::kFormat,       text_id::kField,
                                            text_id::kDigits,       text_id::kMend,
                                            text_id::kTwoDocuments, text_id::kNoDecree};

/// Reads a language, which must have texts.
std::string read_language(const Element& element, std::string_view attribute, CompileContext& context) {
  std::string language = AttributeReader(element, context.faults).language(attribute);
  if (!language.empty()) context.language_uses.emplace_back(language, element.place_of(attribute));
  return language;
}

void use_text(const Element& element, std::string_view attribute, ReplyRole role, CompileContext& context) {
  const auto id = element.attribute(attribute);
  if (!id) return;
  const std::string markup = "<" + std::string(element.name()) + " " + std::string(attribute) + "=\"" + *id + "\">";
  context.text_uses.push_back({*id, role, element.place_of(attribute), markup});
}

void read_head(const Element& service, CompileContext& context) {
  const AttributeReader values(service, context.faults);
  context.rules.number = values.digits("number", kLongestNumber);
  context.rules.country_code = values.digits("country-code", 3);
  context.rules.default_language = read_language(service, "language", context);
  if (const auto name = service.attribute("zone")) {
    auto zone = load_zone(*name);
    if (zone) {
      context.rules.zone = *std::move(zone);
    } else {
      values.fault("zone", DiagnosticId::bad_zone, zone.error().message);
    }
  }
  if (const auto title = service.child("title")) context.annotations.title = title->text();
  if (const auto hotline = service.child("hotline")) {
    context.rules.hotline = hotline->text();
    context.annotations.hotline_clause = read_clause(*hotline, context);
    if (context.rules.hotline.empty() || !all_digits(context.rules.hotline)) {
      context.faults.add(DiagnosticId::bad_number, hotline->place(), "<hotline>: write the number to call in digits");
    }
  }
}

void read_document(const Element& element, CompileContext& context) {
  const AttributeReader values(element, context.faults);
  const std::string id = values.id("id");
  context.declare_id(context.document_ids, id, element.place_of("id"), "document");
  if (auto clause = read_clause(element, context); !clause.empty())
    context.annotations.document_clauses[id] = std::move(clause);
  const std::string language = read_language(element, "language", context);
  auto picture = values.picture("picture");
  if (!picture) return;
  const std::string example = values.text("example");
  if (!picture->match(example))
    values.fault("example", DiagnosticId::bad_example,
                 "it does not fit the picture " + picture->source() + "; correct one of the two");
  const bool has_hotline = element.attribute("hotline").has_value();
  context.rules.documents.push_back({id, *std::move(picture), example, language,
                                     has_hotline ? values.digits("hotline", kLongestNumber) : context.rules.hotline,
                                     values.text("number-from")});
}

void read_not_a_document(const Element& element, std::map<std::string, Place>& ids, CompileContext& context) {
  const AttributeReader values(element, context.faults);
  const std::string id = values.id("id");
  context.declare_id(ids, id, element.place_of("id"), "document");
  use_text(element, "reply", ReplyRole::not_a_document, context);
  const std::string without = values.text("without");
  const bool signs =
      std::all_of(without.begin(), without.end(), [](char sign) { return is_letter(sign) || is_digit(sign); });
  if (!signs) values.fault("without", DiagnosticId::bad_signs, "write Latin capitals and digits, without spaces");
  if (auto picture = values.picture("picture")) {
    context.hint_places.emplace(id, element.place_of("id"));
    context.rules.not_documents.push_back({id, *std::move(picture), without, values.text("reply")});
  }
}

void read_plates(const Element& plates, CompileContext& context) {
  std::map<std::string, Place> ids;
  for (const Element& element : plates.children("plate")) {
    const AttributeReader values(element, context.faults);
    const std::string id = values.id("id");
    context.declare_id(ids, id, element.place_of("id"), "plate");
    if (auto clause = read_clause(element, context); !clause.empty())
      context.annotations.plate_clauses[id] = std::move(clause);
    if (auto picture = values.picture("picture")) {
      context.rules.plates.push_back(
          {id, *std::move(picture), values.flag("national", true), element.attribute("needs").has_value()});
    }
  }
}

/// The spellings of a word, normalized like texts: capitals, and Latin letters for look-alikes.
std::vector<std::string> read_says(const Element& word, CompileContext& context) {
  const AttributeReader values(word, context.faults);
  std::vector<std::string> says;
  for (const std::string& written : values.words("say")) {
    const Normalized normalized = normalize(written);
    if (normalized.tokens.size() != 1 || all_digits(normalized.tokens.front())) {
      values.fault("say", DiagnosticId::bad_word, "`" + written + "' is not a word of letters");
      continue;
    }
    const std::string& spelling = normalized.tokens.front();
    const bool taken = std::any_of(context.rules.words.begin(), context.rules.words.end(), [&](const Word& before) {
      return std::find(before.says.begin(), before.says.end(), spelling) != before.says.end();
    });
    if (taken) {
      values.fault("say", DiagnosticId::duplicate_word,
                   "`" + written + "' already belongs to an earlier word; choose another");
    } else if (std::find(says.begin(), says.end(), spelling) == says.end()) {
      says.push_back(spelling);
    }
  }
  return says;
}

Word::About about(std::string_view what) {
  if (what == "document") return Word::About::document;
  return what == "phone" ? Word::About::phone : Word::About::nothing;
}

void read_word(const Element& element, CompileContext& context) {
  const AttributeReader values(element, context.faults);
  Word word{read_says(element, context),  values.text("reply"),
            values.text("reply-if-none"), read_language(element, "language", context),
            about(values.text("about")),  values.flag("tries", false)};
  const bool lists_permits = word.about != Word::About::nothing;
  use_text(element, "reply", role_of(word), context);
  use_text(element, "reply-if-none", role_if_none(word), context);
  if (lists_permits && word.reply_if_none.empty()) {
    context.faults.add(DiagnosticId::incomplete_word, element.place(),
                       "<word about=\"" + values.text("about") +
                           "\">: reply-if-none=\"…\" is missing; name the reply for a " + values.text("about") +
                           " without a permit");
  } else if (!lists_permits && !word.reply_if_none.empty()) {
    values.fault("reply-if-none", DiagnosticId::incomplete_word,
                 "only a word with about=\"…\" has this attribute; add about=\"…\", or remove it");
  }
  if (lists_permits && word.is_trial)
    values.fault("tries", DiagnosticId::incomplete_word, "such a word is about the text after it; remove about=\"…\"");
  context.rules.words.push_back(std::move(word));
  context.word_places.push_back(element.place_of("say"));
}

/// Requires `child`, which declares the values of a field, if the message has that field.
void need_child(const Element& service, Field::Kind field, std::string_view child, CompileContext& context) {
  if (!context.rules.message.has(field) || service.child(child)) return;
  context.faults.add(DiagnosticId::missing_element, service.place(),
                     "<service>: <" + std::string(child) + "> is missing");
}

/// Reads names that rules may use, and their descriptions: of lists, or of kinds of standing permits.
std::vector<std::string> read_names(const Element& service, std::string_view all, std::string_view one,
                                    std::map<std::string, std::string>& descriptions, std::map<std::string, Place>& ids,
                                    CompileContext& context) {
  std::vector<std::string> names;
  const auto parent = service.child(all);
  if (!parent) return names;
  for (const Element& element : parent->children(one)) {
    const std::string id = AttributeReader(element, context.faults).id("id");
    context.declare_id(ids, id, element.place_of("id"), one);
    names.push_back(id);
    descriptions[id] = element.text();
  }
  return names;
}

/// Whether a service with this message and these words can give this reply. If no text can be wrong, the only other
/// required reply is kNoDecree.
bool is_replied(std::string_view id, const RuleSet& rules) {
  const Message& message = rules.message;
  if (id == text_id::kGranted || id == text_id::kRepeated) return true;
  if (id == text_id::kGrantedPlateUnclear || id == text_id::kRepeatedPlateUnclear)
    return message.has(Field::Kind::plate);
  if (id == text_id::kNoSuchCode) return message.has(Field::Kind::purpose);
  if (id == text_id::kNotAccepted || id == text_id::kTwoDocuments) return message.has(Field::Kind::document);
  const bool can_be_wrong =
      !message.fields.empty() || std::any_of(rules.words.begin(), rules.words.end(), [](const Word& word) {
        return word.is_trial || word.about == Word::About::document;
      });
  return can_be_wrong == (id != text_id::kNoDecree);
}

}  // namespace

void read_service(const Element& service, CompileContext& context) {
  read_head(service, context);
  read_message(service, context);
  need_child(service, Field::Kind::document, "documents", context);
  need_child(service, Field::Kind::plate, "plates", context);
  if (const auto documents = service.child("documents")) {
    for (const Element& element : documents->children("document")) read_document(element, context);
    std::map<std::string, Place> ids = context.document_ids;
    for (const Element& element : documents->children("not-a-document")) read_not_a_document(element, ids, context);
  }
  if (const auto plates = service.child("plates")) read_plates(*plates, context);
  if (const auto words = service.child("words")) {
    for (const Element& element : words->children("word")) read_word(element, context);
  }
  context.rules.lists = read_names(service, "lists", "list", context.annotations.lists, context.list_places, context);
  std::map<std::string, Place> standing_places;
  context.rules.standing_kinds = read_names(service, "standing-permits", "standing-permit",
                                            context.annotations.standing_permits, standing_places, context);
  for (const std::string_view id : kAlwaysUsed) {
    if (is_replied(id, context.rules))
      context.text_uses.push_back({std::string(id), *role_of(id), service.place(), ""});
  }
}

}  // namespace permit
