#include "ruleset/read/interval.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "base/normalize.h"
#include "ruleset/read/attribute_reader.h"

namespace permit {

Period read_period(const Element& element, CompileContext& context) {
  const AttributeReader values(element, context.faults);
  const std::string id = values.id("id");
  context.declare_id(context.period_ids, id, element.place_of("id"), "decree or interval");

  PeriodNotes& notes = context.annotations.periods[id];
  notes.file = element.place().file;
  notes.published = values.date("published");
  if (const auto title = element.child("title")) {
    notes.title = title->text();
    if (notes.title.empty())
      context.faults.add(DiagnosticId::empty_value, title->place(),
                         "<title>: it is empty; say what the notice is about");
  }
  for (const Element& places : element.children("places")) {
    const AttributeReader of_places(places, context.faults);
    notes.places.push_back(
        {places.text(), of_places.text("part"), of_places.text("except"), read_clause(places, context)});
  }

  const Zone& zone = context.rules.zone;
  const auto from = values.local_time("from");
  const auto until = values.local_time("until");
  if (!from || (!until && element.attribute("until"))) return {Instant{}, Instant{}};
  if (!until) return {zone.instant(*from), std::nullopt};
  if (*until > *from) return {zone.instant(*from), zone.instant(*until)};
  values.fault("until", DiagnosticId::bad_period,
               "it must be later than from=\"" + element.attribute("from").value_or("") + "\"");
  return {Instant{}, Instant{}};
}

namespace {

/// The time from which people know of a ban. The file may be in the folder before the ban is published, and examples
/// may be about times before the file existed.
Instant published(const std::string& id, const CompileContext& context) {
  const auto day = parse_local_time(context.annotations.periods.at(id).published + "T00:00");
  return day ? context.rules.zone.instant(*day) : Instant::min();
}

}  // namespace

void read_interval(const Element& element, CompileContext& context) {
  const Period period = read_period(element, context);
  const AttributeReader values(element, context.faults);
  Interval interval{
      element.attribute("id").value_or(""),
      element.name() == "forbidden" ? Interval::Kind::forbidden : Interval::Kind::not_needed,
      period.from,
      period.until.value_or(kNoEnd),
      values.flag("cuts-permits", false),
      values.text("reply"),
      read_clause(element, context),
      origin_of(element),
  };
  interval.known_from = published(interval.id, context);
  if (interval.cuts_permits && !element.attribute("published")) {
    context.faults.add(
        DiagnosticId::missing_attribute, element.place(),
        "<forbidden cuts-permits=\"yes\">: the attribute `published' is missing; the ban ends only permits that "
        "are given from that day on");
  }
  const std::string markup = "<" + std::string(element.name()) + " reply=\"" + interval.reply + "\">";
  context.text_uses.push_back({interval.reply, ReplyRole::interval, element.place_of("reply"), markup});
  context.intervals.push_back({std::move(interval), element.place()});
}

}  // namespace permit
