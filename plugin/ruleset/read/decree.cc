#include "ruleset/read/decree.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/nearest.h"
#include "ruleset/read/attribute_reader.h"
#include "ruleset/read/compile_context.h"
#include "ruleset/read/interval.h"

namespace permit {

namespace {

/// Whether the service declares `name`; a fault on the attribute if it does not.
bool is_declared(const AttributeReader& values, std::string_view attribute, std::string_view what, DiagnosticId fault,
                 const std::string& name, const std::vector<std::string>& known, const CompileContext& context) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return true;
  if (!context.all_read) return false;
  const std::string hint = did_you_mean(name, known);
  const std::string others = known.empty() ? "; it has none" : "; it has " + listed(known);
  values.fault(attribute, fault,
               "the service has no " + std::string(what) + " " + in_quotes(name) + (hint.empty() ? others : hint));
  return false;
}

void read_accept(const Element& element, ParsedDecree& decree, CompileContext& context) {
  const AttributeReader values(element, context.faults);
  const std::string clause = read_clause(element, context);
  const auto from = values.local_time("from");
  std::vector<std::string> known;
  for (const auto& [id, place] : context.document_ids) known.push_back(id);
  for (const std::string& id : values.words("documents")) {
    if (!is_declared(values, "documents", "document", DiagnosticId::unknown_document, id, known, context)) continue;
    const bool is_second = std::any_of(decree.accepts.begin(), decree.accepts.end(),
                                       [&](const Acceptance& before) { return before.document_kind == id; });
    if (is_second) {
      values.fault("documents", DiagnosticId::duplicate_document,
                   in_quotes(id) + " is accepted twice in this decree; remove one");
      continue;
    }
    decree.accepts.push_back({id, clause, from ? context.rules.zone.instant(*from) : decree.from, origin_of(element)});
  }
}

void read_purposes(const Element& element, ParsedDecree& decree, CompileContext& context) {
  PeriodNotes& notes = context.annotations.periods[decree.id];
  for (const Element& child : element.children("purpose")) {
    ParsedPurpose purpose = read_purpose(child, notes, context);
    const bool is_second = std::any_of(decree.purposes.begin(), decree.purposes.end(),
                                       [&](const ParsedPurpose& before) { return before.code == purpose.code; });
    if (is_second) {
      AttributeReader(child, context.faults)
          .fault("code", DiagnosticId::duplicate_code,
                 "the decree already has a purpose with this code, and a text could not tell them apart; use another "
                 "code");
    }
    decree.purposes.push_back(std::move(purpose));
  }
  for (const Element& child : element.children("withdraw")) {
    decree.withdrawn.push_back({child.attribute("code").value_or(""), read_clause(child, context), origin_of(child)});
    if (decree.withdrawn.back().clause.empty()) decree.withdrawn.back().clause = decree.clause;
    notes.taken_away.push_back(decree.withdrawn.back().code);
  }
}

/// Reads the reply of a rule of the decree.
std::string read_reply(const Element& element, ReplyRole role, CompileContext& context) {
  std::string reply = AttributeReader(element, context.faults).text("reply");
  const std::string markup = "<" + std::string(element.name()) + " reply=\"" + reply + "\">";
  context.text_uses.push_back({reply, role, element.place_of("reply"), markup});
  return reply;
}

void read_not_by_text(const Element& element, ParsedDecree& decree, CompileContext& context) {
  const AttributeReader values(element, context.faults);
  const std::string code = values.code("code");
  context.annotations.periods[decree.id].taken_away.push_back(code);
  const auto has_code = [&](const auto& other) { return other.code == code; };
  if (std::any_of(decree.purposes.begin(), decree.purposes.end(), has_code) ||
      std::any_of(decree.not_by_text.begin(), decree.not_by_text.end(), has_code)) {
    values.fault("code", DiagnosticId::duplicate_code,
                 "the decree already has a rule for this code, and a text could not tell them apart; remove one");
  }
  decree.not_by_text.push_back({code, values.text("name"), read_reply(element, ReplyRole::not_by_text, context),
                                read_clause(element, context), origin_of(element)});
}

void read_refuse(const Element& element, ParsedDecree& decree, CompileContext& context) {
  const AttributeReader values(element, context.faults);
  const std::string reply = read_reply(element, ReplyRole::listed, context);
  const std::string clause = read_clause(element, context);
  for (const std::string& list : values.words("lists")) {
    if (!is_declared(values, "lists", "list", DiagnosticId::unknown_list, list, context.rules.lists, context)) continue;
    const bool is_second = std::any_of(decree.refusals.begin(), decree.refusals.end(),
                                       [&](const ListRefusal& before) { return before.list == list; });
    if (is_second) {
      values.fault("lists", DiagnosticId::duplicate_list,
                   in_quotes(list) + " is refused twice in this decree; remove one");
      continue;
    }
    decree.refusals.push_back({list, reply, clause, origin_of(element)});
  }
}

void read_standing(const Element& element, StandingPermitRule::Effect effect, ParsedDecree& decree,
                   CompileContext& context) {
  const AttributeReader values(element, context.faults);
  const std::string kind = values.text("kind");
  is_declared(values, "kind", "standing permit", DiagnosticId::unknown_standing_permit, kind,
              context.rules.standing_kinds, context);
  const auto until = values.local_time("until");
  decree.standing.push_back({kind, effect, decree.from, until ? context.rules.zone.instant(*until) : kNoEnd,
                             values.words("activities"), read_clause(element, context), origin_of(element)});
  if (until && decree.standing.back().until <= decree.from) {
    values.fault("until", DiagnosticId::bad_period, "it must be later than the start of the decree");
  }
}

}  // namespace

void read_decree(const Element& element, CompileContext& context) {
  const Period period = read_period(element, context);
  ParsedDecree decree;
  decree.id = element.attribute("id").value_or("");
  decree.title = context.annotations.periods[decree.id].title;
  decree.clause = read_clause(element, context);
  decree.from = period.from;
  decree.until = period.until.value_or(kNoEnd);
  decree.amends = element.attribute("amends").value_or("");
  decree.replaces = element.attribute("replaces").value_or("");
  decree.place = element.place();
  if (decree.amends.empty() && context.rules.message.has(Field::Kind::document) && !element.child("accept"))
    context.faults.add(DiagnosticId::missing_element, element.place(), "<decree>: <accept> is missing");
  for (const Element& accept : element.children("accept")) read_accept(accept, decree, context);
  read_purposes(element, decree, context);
  for (const Element& child : element.children("not-by-text")) read_not_by_text(child, decree, context);
  for (const Element& child : element.children("refuse")) read_refuse(child, decree, context);
  for (const Element& child : element.children("switch-off"))
    read_standing(child, StandingPermitRule::Effect::switch_off, decree, context);
  for (const Element& child : element.children("extend"))
    read_standing(child, StandingPermitRule::Effect::extend, decree, context);
  context.decrees.push_back(std::move(decree));
}

}  // namespace permit
