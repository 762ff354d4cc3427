#include "core/rule_set.h"

#include <algorithm>
#include <cassert>

#include "core/calendar.h"

namespace permit {

namespace {

/// The element of a list sorted by start that is in force at `instant`.
template <typename Dated>
const Dated* in_force(const std::vector<Dated>& sorted, Instant instant) {
  const auto after = std::upper_bound(sorted.begin(), sorted.end(), instant,
                                      [](Instant at, const Dated& dated) { return at < dated.from; });
  if (after == sorted.begin()) return nullptr;
  const Dated& candidate = *std::prev(after);
  return instant < candidate.until ? &candidate : nullptr;
}

template <typename Rule, typename Is>
const Rule* find(const std::vector<Rule>& rules, Is is) {
  const auto at = std::find_if(rules.begin(), rules.end(), is);
  return at == rules.end() ? nullptr : &*at;
}

}  // namespace

bool Message::has(Field::Kind kind) const {
  return find(fields, [&](const Field& field) { return field.kind == kind; }) != nullptr;
}

bool Message::is_classic() const {
  using Kind = Field::Kind;
  const bool in_order = fields.size() == 3 && fields[0].kind == Kind::purpose && fields[1].kind == Kind::document &&
                        fields[2].kind == Kind::plate;
  return separator == ' ' && in_order && !fields[0].optional && !fields[1].optional && fields[2].optional;
}

std::vector<const Field*> Message::own_fields() const {
  std::vector<const Field*> own;
  for (const Field& field : fields) {
    if (field.is_own()) own.push_back(&field);
  }
  return own;
}

std::vector<std::string> Message::own_ids() const {
  std::vector<std::string> ids;
  for (const Field* field : own_fields()) ids.push_back(field->id);
  return ids;
}

const Purpose* Decree::purpose(std::string_view code) const {
  return find(purposes, [&](const Purpose& p) { return p.code == code; });
}

const NotByText* Decree::elsewhere(std::string_view code) const {
  return find(not_by_text, [&](const NotByText& n) { return n.code == code; });
}

bool Decree::accepts_document(std::string_view kind, Instant now) const {
  return find(accepts, [&](const Acceptance& a) { return a.document_kind == kind && now >= a.from; }) != nullptr;
}

const Decree* RuleSet::decree_at(Instant instant) const { return in_force(decrees, instant); }

const Interval* RuleSet::interval_at(Instant instant) const { return in_force(intervals, instant); }

const DocumentKind* RuleSet::document_kind(std::string_view id) const {
  return find(documents, [&](const DocumentKind& d) { return d.id == id; });
}

const Template& RuleSet::text(std::string_view language, std::string_view id) const {
  const auto texts_in = texts.find(language);
  assert(texts_in != texts.end());
  const auto at = texts_in->second.find(id);
  assert(at != texts_in->second.end());
  return at->second;
}

bool RuleSet::counts_by_phone() const {
  if (!message.has(Field::Kind::document)) return true;
  const auto by_phone = [](const Limit& limit) { return limit.by == Limit::By::phone; };
  return find(decrees, [&](const Decree& decree) {
           return find(decree.purposes, [&](const Purpose& p) { return find(p.limits, by_phone) != nullptr; });
         }) != nullptr;
}

bool RuleSet::refuses_by_list() const {
  return find(decrees, [](const Decree& decree) { return !decree.refusals.empty(); }) != nullptr;
}

Instant RuleSet::history_from(Instant now) const {
  // A day at least: a permit outlives the file of its decree, which may be gone.
  std::chrono::minutes longest = std::chrono::days{1};
  for (const Decree& decree : decrees) {
    for (const Purpose& p : decree.purposes) longest = std::max(longest, p.lasts.value_or(longest) + p.starts_after);
  }
  longest += std::chrono::minutes{1};  // a delayed beginning, or else the end, is rounded up by less
  Instant from = now - longest;
  for (const Decree& decree : decrees) {
    for (const Purpose& purpose : decree.purposes) {
      for (const Limit& limit : purpose.limits)
        from = std::min(from,
                        counting_since(limit, now, zone) - (limit.window_from_end ? longest : std::chrono::minutes{0}));
    }
  }
  return std::min(from, zone.start_of(zone.day(now)));
}

}  // namespace permit
