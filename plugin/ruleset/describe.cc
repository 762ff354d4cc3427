#include "ruleset/describe.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/segments.h"
#include "ruleset/nearest.h"
#include "ruleset/reply_values.h"

namespace permit {

namespace {

std::string in_brackets(const std::string& clause) { return clause.empty() ? "" : " [" + clause + "]"; }

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

/// `3 h`, `1 h 30 min`.
std::string render_duration(std::chrono::minutes lasts) {
  const auto hours = std::chrono::floor<std::chrono::hours>(lasts);
  const auto minutes = lasts - hours;
  std::string text;
  if (hours.count() > 0) text = std::to_string(hours.count()) + " h";
  if (minutes.count() > 0) text += (text.empty() ? "" : " ") + std::to_string(minutes.count()) + " min";
  return text;
}

/// `2020-07-20 06:00`, local time.
std::string render_time(Instant time, const RuleSet& rules) {
  std::string text = render_local_time(rules.zone.local(time));
  text[text.find('T')] = ' ';
  text.resize(text.rfind(':'));
  return text;
}

/// Writes lines, each as deep as it belongs.
class Page {
 public:
  void line(std::size_t depth, const std::string& text) { text_ += std::string(2 * depth, ' ') + text + "\n"; }
  void gap() { text_ += "\n"; }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

class Description {
 public:
  Description(const RuleSet& rules, const Notes& notes) : rules_(rules), notes_(notes) {}

  std::string write() {
    write_service();
    for (const Decree& decree : rules_.decrees) write_decree(decree);
    for (const Interval& interval : rules_.intervals) write_interval(interval);
    write_gaps();
    write_texts();
    return page_.take();
  }

 private:
  void write_service() {
    page_.line(0, rules_.number + ", " + notes_.title);
    page_.line(1, "time zone  " + rules_.zone.name());
    page_.line(
        1, "languages  " + listed(rules_.languages) + ", " + rules_.default_language + " where nothing tells another");
    page_.line(1, "questions  " + rules_.hotline + in_brackets(notes_.hotline_clause));
    page_.line(1, "documents");
    for (const DocumentKind& kind : rules_.documents) write_document(kind);
    if (!rules_.not_documents.empty()) page_.line(1, "not documents");
    for (const NotADocument& known : rules_.not_documents) {
      page_.line(2, padded(known.id, 12) + padded(known.picture.source(), 14) + "replied to with " + known.reply);
    }
    if (!rules_.plates.empty()) page_.line(1, "plates");
    for (const PlateKind& kind : rules_.plates) {
      page_.line(2, padded(kind.id, 12) + padded(kind.picture.source(), 14) + (kind.national ? "national" : "foreign") +
                        (kind.needs_digit ? ", with a digit" : "") +
                        in_brackets(value_of(notes_.plate_clauses, kind.id)));
    }
    if (!rules_.words.empty()) page_.line(1, "words");
    for (const Word& word : rules_.words) {
      page_.line(2, listed(word.says, ", ") + (word.about_document ? " and a document" : "") + ": " + word.reply);
    }
    page_.line(1, "sources");
    for (const Source& source : notes_.sources) {
      page_.line(2, source.id + "  " + source.published + "  " + source.title + "; cited as " + source.cited_as);
    }
  }

  void write_document(const DocumentKind& kind) {
    std::string text = padded(kind.id, 12) + padded(kind.picture.source(), 14) + "as " + kind.example;
    if (!kind.language.empty()) text += ", answered in " + kind.language;
    if (kind.hotline != rules_.hotline) text += ", questions " + kind.hotline;
    if (!kind.number_from.empty()) text += ", number from " + kind.number_from;
    page_.line(2, text + in_brackets(value_of(notes_.document_clauses, kind.id)));
  }

  void write_period(const std::string& kind, const std::string& id, Instant from, Instant until,
                    const std::string& clause) {
    const DatedNotes& dated = notes_.dated.at(id);
    page_.gap();
    page_.line(0, kind + " " + id + ", " + dated.title + " (" + dated.file + ")");
    page_.line(
        1, "in force   " + render_time(from, rules_) + " until " + render_time(until, rules_) + in_brackets(clause));
    page_.line(1, "published  " + dated.published);
    for (const Places& places : dated.places) {
      page_.line(1, "places     " + (places.part.empty() ? "" : places.part + ": ") + places.names +
                        (places.except.empty() ? "" : ", except " + places.except) + in_brackets(places.clause));
    }
  }

  void write_decree(const Decree& decree) {
    write_period("Decree", decree.id, decree.from, decree.until, decree.clause);
    for (const Acceptance& accepted : decree.accepts) {
      page_.line(1, "accepts    " + padded(accepted.document_kind, 10) + in_brackets(accepted.clause));
    }
    for (const Purpose& purpose : decree.purposes)
      write_purpose(purpose, notes_.dated.at(decree.id).purposes.at(purpose.code));
  }

  void write_purpose(const Purpose& purpose, const PurposeNotes& notes) {
    page_.line(1, "code " + purpose.code + ", " + purpose.name + in_brackets(purpose.clause));
    page_.line(2, purpose.lasts ? "lasts " + render_duration(*purpose.lasts) : "has no end");
    for (const Stated& stated : notes.stated) {
      page_.line(2, "also stated " + render_duration(stated.lasts) + in_brackets(stated.clause) +
                        "; not chosen, because " + stated.chosen_because);
    }
    if (purpose.limits.empty()) page_.line(2, "no limit" + in_brackets(notes.no_limit_clause));
    for (const Limit& limit : purpose.limits) {
      page_.line(2, "at most " + std::to_string(limit.at_most) + " a day and document, counted over code " +
                        listed(limit.over) + (limit.counts_earlier_decrees ? ", earlier decrees of that day too" : "") +
                        in_brackets(limit.clause));
    }
    for (const Remark& where : notes.where) page_.line(2, "where: " + where.text + in_brackets(where.clause));
    for (const Remark& note : notes.notes) page_.line(2, "note: " + note.text + in_brackets(note.clause));
  }

  void write_interval(const Interval& interval) {
    const bool forbidden = interval.kind == Interval::Kind::forbidden;
    write_period(forbidden ? "Forbidden" : "Not needed", interval.id, interval.from, interval.until, interval.clause);
    page_.line(1, "replies    " + interval.reply);
    if (interval.cuts_permits) page_.line(1, "permits given while this is known end when it begins");
  }

  /// The times between the first and the last rule of which no rule speaks.
  void write_gaps() {
    std::vector<std::pair<Instant, Instant>> periods;
    for (const Decree& decree : rules_.decrees) periods.emplace_back(decree.from, decree.until);
    for (const Interval& interval : rules_.intervals) periods.emplace_back(interval.from, interval.until);
    std::sort(periods.begin(), periods.end());
    if (!periods.empty()) page_.gap();
    Instant end = periods.empty() ? Instant{} : periods.front().second;
    for (const auto& [from, until] : periods) {
      if (from > end) {
        page_.line(0, "No rule from " + render_time(end, rules_) + " until " + render_time(from, rules_) +
                          ": texts are refused with " + std::string(text_id::kNoDecree));
      }
      end = std::max(end, until);
    }
    if (!periods.empty()) {
      page_.line(0, "No rule from " + render_time(end, rules_) + " on: texts are refused with " +
                        std::string(text_id::kNoDecree));
    }
  }

  void write_texts() {
    page_.gap();
    page_.line(0, "Replies, with the longest values: alphabet, letters, segments");
    for (const std::string& language : rules_.languages) {
      for (const auto& [id, text] : rules_.texts.find(language)->second) write_text(language, id, text);
    }
  }

  void write_text(const std::string& language, const std::string& id, const Template& text) {
    Segments worst{Alphabet::gsm7, 0, 0};
    for (const ReplyRole role : roles_of(id)) {
      const Segments cost = count_segments(text.render(longest_values(role, rules_, language)));
      if (std::pair(cost.parts, cost.units) > std::pair(worst.parts, worst.units)) worst = cost;
    }
    const std::string units = std::to_string(worst.units);
    page_.line(1, padded(language, 4) + padded(id, 24) + (worst.alphabet == Alphabet::gsm7 ? "GSM   " : "UCS-2 ") +
                      std::string(units.size() < 4 ? 4 - units.size() : 0, ' ') + units + "  " +
                      std::to_string(worst.parts) + (worst.parts == 1 ? " segment" : " segments"));
  }

  /// Every rule that replies with a text.
  std::set<ReplyRole> roles_of(const std::string& id) const {
    std::set<ReplyRole> roles;
    if (const auto role = role_of(id)) roles.insert(*role);
    for (const NotADocument& known : rules_.not_documents) {
      if (known.reply == id) roles.insert(ReplyRole::not_a_document);
    }
    for (const Word& word : rules_.words) {
      if (word.reply == id) roles.insert(word.about_document ? ReplyRole::word_with_permits : ReplyRole::word);
      if (word.reply_if_none == id) roles.insert(ReplyRole::word_without_permits);
    }
    for (const Interval& interval : rules_.intervals) {
      if (interval.reply == id) roles.insert(ReplyRole::interval);
    }
    return roles;
  }

  static std::string value_of(const std::map<std::string, std::string>& values, const std::string& key) {
    const auto at = values.find(key);
    return at == values.end() ? "" : at->second;
  }

  const RuleSet& rules_;
  const Notes& notes_;
  Page page_;
};

}  // namespace

std::string describe(const RuleSet& rules, const Notes& notes) { return Description(rules, notes).write(); }

}  // namespace permit
