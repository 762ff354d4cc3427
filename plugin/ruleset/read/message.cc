#include "ruleset/read/message.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/normalize.h"
#include "core/read/request.h"
#include "ruleset/read/attribute_reader.h"

namespace permit {

namespace {

constexpr std::string_view kSeparators = " *#/,;:.-";

constexpr std::pair<std::string_view, Field::Kind> kKinds[] = {
    {"purpose", Field::Kind::purpose}, {"document", Field::Kind::document}, {"plate", Field::Kind::plate},
    {"choice", Field::Kind::choice},   {"picture", Field::Kind::picture},   {"words", Field::Kind::words}};

Field::Kind kind_named(std::string_view name) {
  const auto at =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto& one) { return one.first == name; });
  return at == std::end(kKinds) ? Field::Kind::purpose : at->second;  // the schema has reported an unknown kind
}

/// The words that select a choice, normalized as texts are.
std::vector<std::string> read_says(const Element& choice, std::map<std::string, Place>& taken,
                                   CompileContext& context) {
  const AttributeReader values(choice, context.faults);
  std::vector<std::string> says;
  for (const std::string& written : values.words("say")) {
    const Normalized normalized = normalize(written);
    if (normalized.tokens.size() != 1) {
      values.fault("say", DiagnosticId::bad_word, "`" + written + "' is not one word of letters and digits");
    } else if (!taken.emplace(normalized.tokens.front(), choice.place()).second) {
      values.fault("say", DiagnosticId::duplicate_word, "`" + written + "' occurs twice in this field; remove one");
    } else {
      says.push_back(normalized.tokens.front());
    }
  }
  return says;
}

Field read_field(const Element& element, CompileContext& context) {
  const AttributeReader values(element, context.faults);
  Field field{kind_named(values.text("kind")), values.id("id"), values.flag("optional", false)};
  std::map<std::string, Place> taken;
  for (const Element& choice : element.children("choice")) {
    field.choices.push_back({AttributeReader(choice, context.faults).text("value"), read_says(choice, taken, context)});
  }
  field.picture = values.picture("picture");
  if (field.choices.empty() == (field.kind == Field::Kind::choice)) {
    values.fault("kind", DiagnosticId::bad_message,
                 "a field of kind=\"choice\" needs <choice value=\"…\" say=\"…\"/>, and no other field may have it");
  }
  if (element.attribute("picture").has_value() != (field.kind == Field::Kind::picture)) {
    values.fault("kind", DiagnosticId::bad_message,
                 "a field of kind=\"picture\" needs picture=\"…\", and no other field may have it");
  }
  // Without a document, a limit can count no holder; without a code, the purpose is a guess.
  if (field.optional && (field.kind == Field::Kind::purpose || field.kind == Field::Kind::document)) {
    values.fault("optional", DiagnosticId::bad_message,
                 "the purpose and the document cannot be optional; remove optional=\"yes\"");
  }
  const bool is_known =
      std::find(kPlaceholderNames.begin(), kPlaceholderNames.end(), field.id) != kPlaceholderNames.end();
  if (field.is_custom() && is_known) {
    values.fault("id", DiagnosticId::bad_message,
                 "replies already have a value {" + field.id + "}; give the field another id");
  }
  return field;
}

/// Checks the fields against each other.
void check_fields(const Element& message, const Message& read, CompileContext& context) {
  const auto complain = [&](const std::string& what) {
    context.faults.add(DiagnosticId::bad_message, message.place(), "<message>: " + what);
  };
  for (const auto& one : kKinds) {
    const Field::Kind kind = one.second;
    const auto count =
        std::count_if(read.fields.begin(), read.fields.end(), [&](const Field& field) { return field.kind == kind; });
    const bool once = kind == Field::Kind::purpose || kind == Field::Kind::document || kind == Field::Kind::plate;
    if (once && count > 1)
      complain("it has several fields of kind=\"" + std::string(one.first) +
               "\"; keep one, because a text asks for one permit");
  }
  if (read.custom_fields().size() > kMostCustomFields)
    complain(R"(it has more than eight fields of kind="choice", "picture" and "words"; remove some)");
  for (std::size_t at = 0; at + 1 < read.fields.size(); ++at) {
    if (read.separator == ' ' && read.fields[at].kind == Field::Kind::words)
      complain(
          "a field of kind=\"words\" has no end if spaces separate the fields; put it last, or choose another "
          "separator");
  }
}

}  // namespace

void read_message(const Element& service, CompileContext& context) {
  const auto element = service.child("message");
  if (!element) return;
  const AttributeReader values(*element, context.faults);
  Message message;
  message.fields.clear();
  context.message = element->place();
  if (const auto separator = element->attribute("separator")) {
    const bool right = separator->size() == 1 && kSeparators.find(separator->front()) != std::string_view::npos;
    if (right) message.separator = separator->front();
    if (!right)
      values.fault("separator", DiagnosticId::bad_message, "write a space or one of the characters * # / , ; : . -");
  }
  message.example = values.text("example");
  std::map<std::string, Place> ids;
  for (const Element& field : element->children("field")) {
    message.fields.push_back(read_field(field, context));
    context.declare_id(ids, message.fields.back().id, field.place_of("id"), "field");
  }
  check_fields(*element, message, context);
  context.rules.message = std::move(message);
}

void check_message(CompileContext& context) {
  if (!context.message) return;
  const RuleSet& rules = context.rules;
  const Message& message = rules.message;
  const auto complain = [&](DiagnosticId id, const std::string& what) {
    context.faults.add(id, *context.message, "<message>: " + what);
  };
  for (const Decree& decree : rules.decrees) {
    if (message.has(Field::Kind::purpose) || decree.purposes.size() < 2) continue;
    context.faults.add(DiagnosticId::bad_message, {decree.origin.file, decree.origin.line},
                       "decree `" + decree.id +
                           "' has several purposes, but a text cannot name one; add a field of kind=\"purpose\" to "
                           "<message>");
  }
  if (message.is_classic() || message.fields.empty() || context.faults.has_broken(context.message->file)) return;
  if (message.example.empty())
    return complain(DiagnosticId::bad_message, "example=\"…\" is missing; write a correct text that people can follow");
  Text text;
  text.body = message.example;
  const Instant now = rules.decrees.empty() ? Instant{} : rules.decrees.front().from;
  if (!parse_request(text, rules, now).permit())
    complain(DiagnosticId::bad_example,
             "example=\"" + message.example +
                 "\" is not a correct text with these fields; correct the example or the fields");
}

}  // namespace permit
