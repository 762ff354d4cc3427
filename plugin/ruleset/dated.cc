#include "ruleset/dated.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/fold.h"
#include "ruleset/nearest.h"
#include "ruleset/values.h"

namespace permit {

namespace {

constexpr unsigned kMostPermitsADay = 99;

std::string quoted(const std::string& value) { return "`" + value + "'"; }

/// One that does not read is empty, and so beside no other.
struct LocalPeriod {
  LocalTime from{};
  LocalTime until{};
};

/// What every dated element has: its id, its period in local time, its notes.
LocalPeriod read_dated(const Element& element, Book& book) {
  const Values values(element, book.faults);
  const std::string id = values.id("id");
  book.take_id(book.dated_ids, id, element.place_of("id"), "decree or interval");

  DatedNotes& notes = book.notes.dated[id];
  notes.file = element.place().file;
  notes.published = values.date("published");
  if (const auto title = element.child("title")) notes.title = title->text();
  for (const Element& places : element.children("places")) {
    const Values of_places(places, book.faults);
    notes.places.push_back(
        {places.text(), of_places.text("part"), of_places.text("except"), read_clause(places, book)});
  }

  const auto from = values.local_time("from");
  const auto until = values.local_time("until");
  if (!from || !until) return {};
  if (*until > *from) return {*from, *until};
  values.fault("until", FaultName::bad_period,
               "it must be later than from=\"" + element.attribute("from").value_or("") + "\"");
  return {};
}

std::vector<Remark> read_remarks(const Element& purpose, std::string_view name, Book& book) {
  std::vector<Remark> remarks;
  for (const Element& remark : purpose.children(name)) remarks.push_back({remark.text(), read_clause(remark, book)});
  return remarks;
}

// ---- Decrees -----------------------------------------------------------------------------------------------------

bool accepts(const Decree& decree, const std::string& kind) {
  return std::any_of(decree.accepts.begin(), decree.accepts.end(),
                     [&](const Acceptance& a) { return a.document_kind == kind; });
}

void read_accept(const Element& accept, Decree& decree, Book& book) {
  const Values values(accept, book.faults);
  const std::string clause = read_clause(accept, book);
  std::vector<std::string> known;
  for (const DocumentKind& kind : book.rules.documents) known.push_back(kind.id);
  for (const std::string& id : values.words("documents")) {
    if (!book.document_ids.contains(id)) {
      if (!book.all_read) continue;
      const std::string hint = did_you_mean(id, known);
      values.fault("documents", FaultName::unknown_document,
                   "the service has no document " + quoted(id) + (hint.empty() ? "; it has " + listed(known) : hint));
    } else if (accepts(decree, id)) {
      values.fault("documents", FaultName::duplicate_document,
                   quoted(id) + " is accepted twice in this decree; leave one out");
    } else {
      decree.accepts.push_back({id, clause});
    }
  }
}

Limit read_limit(const Element& element, const Purpose& purpose, Book& book) {
  const Values values(element, book.faults);
  const std::string clause = read_clause(element, book);
  const std::string earlier = values.text("earlier-decrees");
  return {values.count("at-most", 1, kMostPermitsADay).value_or(1), values.words("over"), earlier != "ignore",
          clause.empty() ? purpose.clause : clause};
}

void read_lasts(const Element& element, Purpose& purpose, PurposeNotes& notes, Book& book) {
  // One that does not read is a fault already, but still no permit without an end.
  purpose.lasts = Values(element, book.faults).duration().value_or(std::chrono::minutes{1});
  for (const Element& stated : element.children("stated")) {
    const Values values(stated, book.faults);
    const auto lasts = values.duration();
    if (lasts && lasts == purpose.lasts) {
      book.faults.add(FaultName::same_stated, stated.place(),
                      "<stated>: it names the same duration as <lasts>; it is for one that was not chosen");
    }
    notes.stated.push_back(
        {lasts.value_or(std::chrono::minutes{}), read_clause(stated, book), values.text("chosen-because")});
  }
}

void read_purpose(const Element& element, Decree& decree, DatedNotes& dated, Book& book) {
  const Values values(element, book.faults);
  Purpose purpose;
  purpose.code = values.digits("code", kLongestCode);
  purpose.name = values.text("name");
  purpose.clause = read_clause(element, book);
  if (decree.purpose(purpose.code))
    values.fault("code", FaultName::duplicate_code,
                 "a second purpose with this code in the decree; a text could not tell them apart");

  PurposeNotes& notes = dated.purposes[purpose.code];
  if (const auto lasts = element.child("lasts")) read_lasts(*lasts, purpose, notes, book);
  if (const auto unlimited = element.child("no-limit")) {
    const std::string clause = read_clause(*unlimited, book);
    notes.no_limit_clause = clause.empty() ? purpose.clause : clause;
  }
  for (const Element& limit : element.children("limit")) {
    purpose.limits.push_back(read_limit(limit, purpose, book));
    book.text_uses.push_back({std::string(text_id::kLimit), ReplyRole::limit, limit.place(), ""});
  }
  notes.where = read_remarks(element, "where", book);
  notes.notes = read_remarks(element, "note", book);
  decree.purposes.push_back(std::move(purpose));
}

/// A limit counts over purposes that the decree has.
void check_limits(const Element& element, const Decree& decree, Book& book) {
  std::vector<std::string> codes;
  for (const Purpose& purpose : decree.purposes) codes.push_back(purpose.code);
  for (const Element& purpose : element.children("purpose")) {
    for (const Element& limit : purpose.children("limit")) {
      const Values values(limit, book.faults);
      for (const std::string& code : values.words("over")) {
        if (decree.purpose(code)) continue;
        values.fault("over", FaultName::unknown_code,
                     "no purpose of this decree has code " + code + "; it has " + listed(codes));
      }
    }
  }
}

}  // namespace

void read_decree(const Element& element, Book& book) {
  const LocalPeriod period = read_dated(element, book);
  Decree decree;
  decree.id = element.attribute("id").value_or("");
  DatedNotes& notes = book.notes.dated[decree.id];
  decree.title = notes.title;
  decree.from = book.rules.zone.instant(period.from);
  decree.until = book.rules.zone.instant(period.until);
  decree.clause = read_clause(element, book);
  for (const Element& accept : element.children("accept")) read_accept(accept, decree, book);
  for (const Element& purpose : element.children("purpose")) read_purpose(purpose, decree, notes, book);
  check_limits(element, decree, book);
  book.decrees.push_back({std::move(decree), element.place()});
}

// ---- Intervals without permits -----------------------------------------------------------------------------------

void read_interval(const Element& element, Book& book) {
  const LocalPeriod period = read_dated(element, book);
  const Values values(element, book.faults);
  Interval interval{
      element.attribute("id").value_or(""),
      element.name() == "forbidden" ? Interval::Kind::forbidden : Interval::Kind::not_needed,
      book.rules.zone.instant(period.from),
      book.rules.zone.instant(period.until),
      values.yes("cuts-permits", false),
      values.text("reply"),
      read_clause(element, book),
  };
  const std::string said = "<" + std::string(element.name()) + " reply=\"" + interval.reply + "\">";
  book.text_uses.push_back({interval.reply, ReplyRole::interval, element.place_of("reply"), said});
  book.intervals.push_back({std::move(interval), element.place()});
}

}  // namespace permit
