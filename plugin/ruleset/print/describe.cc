#include "ruleset/print/describe.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "ruleset/check/gaps.h"
#include "ruleset/check/reply_cost.h"
#include "ruleset/phrases.h"

namespace permit {

namespace {

std::string in_brackets(const std::string& clause) { return clause.empty() ? "" : " [" + clause + "]"; }

/// Pads a text with at least two spaces, which separate it from the next cell at any length.
std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size() + 2, width), ' ');
  return text;
}

/// Writes indented lines.
class Page {
 public:
  void line(std::size_t depth, const std::string& text) {
    text_ += std::string(2 * depth, ' ') + show_hidden(text) + "\n";
  }
  /// Aligns the cells in columns; the last cell of a row is not padded.
  void table(std::size_t depth, const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths(rows.empty() ? 0 : rows.front().size(), kNarrowest);
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size() + 2);
    }
    for (const auto& row : rows) {
      std::string text;
      for (std::size_t i = 0; i + 1 < row.size(); ++i) text += padded(row[i], widths[i]);
      line(depth, text + row.back());
    }
  }
  void gap() { text_ += "\n"; }
  std::string take() { return std::move(text_); }

 private:
  static constexpr std::size_t kNarrowest = 12;

  std::string text_;
};

class Description {
 public:
  Description(const RuleSet& rules, const Annotations& annotations) : rules_(rules), notes_(annotations) {}

  std::string write() {
    write_service();
    if (rules_.pause) write_pause(*rules_.pause);
    write_timeline();
    write_gaps();
    write_texts();
    return page_.take();
  }

 private:
  void write_pause(const Pause& pause) {
    page_.gap();
    page_.line(0, "PAUSED, no permits are given: " + rules_.text(rules_.default_language, pause.reply).source());
    page_.line(1, "rule       " + pause.clause);
  }

  void write_service() {
    page_.line(0, rules_.number + ", " + notes_.title);
    page_.line(1, "time zone  " + rules_.zone.name());
    page_.line(1, "languages  " + listed(rules_.languages) + "; " + rules_.default_language + " by default");
    page_.line(1, "hotline    " + rules_.hotline + in_brackets(notes_.hotline_clause));
    page_.line(1, "message    " + in_words(rules_.message));
    write_pictures();
    if (!rules_.words.empty()) page_.line(1, "words");
    for (const Word& word : rules_.words) {
      page_.line(2, in_words(word) + ": " + word.reply);
    }
    write_names("lists", notes_.lists);
    write_names("standing permits", notes_.standing_permits);
    page_.line(1, "sources");
    for (const Source& source : notes_.sources) {
      page_.line(2, source.id + "  " + padded(source.published, 12) + source.title + "; cited as " + source.cited_as);
    }
  }

  void write_pictures() {
    std::vector<std::vector<std::string>> rows;
    for (const DocumentKind& kind : rules_.documents) {
      rows.push_back({kind.id, kind.picture.source(),
                      in_words(kind, rules_.hotline) + in_brackets(value_of(notes_.document_clauses, kind.id))});
    }
    write_table("documents", rows);
    rows.clear();
    for (const NotADocument& known : rules_.not_documents)
      rows.push_back({known.id, known.picture.source(), "answered with " + known.reply});
    write_table("not documents", rows);
    rows.clear();
    for (const PlateKind& kind : rules_.plates) {
      rows.push_back(
          {kind.id, kind.picture.source(), in_words(kind) + in_brackets(value_of(notes_.plate_clauses, kind.id))});
    }
    write_table("plates", rows);
  }

  void write_names(const std::string& title, const std::map<std::string, std::string>& names) {
    std::vector<std::vector<std::string>> rows;
    rows.reserve(names.size());
    for (const auto& [id, what] : names) rows.push_back({id, what});
    write_table(title, rows);
  }

  void write_table(const std::string& title, const std::vector<std::vector<std::string>>& rows) {
    if (!rows.empty()) page_.line(1, title);
    page_.table(2, rows);
  }

  void write_period(const std::string& kind, const std::string& id, Instant from, Instant until,
                    const std::string& clause) {
    const PeriodNotes& notes = notes_.periods.at(id);
    page_.gap();
    page_.line(0, kind + " " + id + ", " + notes.title + " (" + notes.file + ")");
    page_.line(1, "in force   " + period_in_words(from, until, rules_.zone) + in_brackets(clause));
    if (!notes.published.empty()) page_.line(1, "published  " + notes.published);
    write_places(notes);
  }

  void write_places(const PeriodNotes& notes) {
    for (const Places& places : notes.places) {
      page_.line(1, "places     " + (places.part.empty() ? "" : places.part + ": ") + places.names +
                        (places.except.empty() ? "" : ", except " + places.except) + in_brackets(places.clause));
    }
  }

  void write_decree(const Decree& decree) {
    write_period("Decree", decree.id, decree.from, decree.until, decree.clause);
    for (const std::string& id : decree.amended_by) {
      const PeriodNotes& amendment = notes_.periods.at(id);
      page_.line(1, "amended by " + id + ", " + amendment.title + " (" + amendment.file + ")");
      write_places(amendment);
    }
    for (const Acceptance& accepted : decree.accepts) {
      const std::string since =
          accepted.from > decree.from ? " from " + in_words(accepted.from, rules_.zone) + " on" : "";
      page_.line(1, "accepts    " + accepted.document_kind + since + in_brackets(accepted.clause));
    }
    for (const Purpose& purpose : decree.purposes) write_purpose(purpose, notes_.of(decree, purpose));
    for (const NotByText& other : decree.not_by_text) {
      page_.line(1, "code " + other.code + ", " + other.name + ": not by text, answered with " + other.reply +
                        in_brackets(other.clause));
    }
    for (const Withdrawal& withdrawn : decree.withdrawn)
      page_.line(1, "code " + withdrawn.code + ": withdrawn" + in_brackets(withdrawn.clause));
    for (const ListRefusal& refusal : decree.refusals) {
      page_.line(1,
                 "refuses    people on list " + refusal.list + ", with " + refusal.reply + in_brackets(refusal.clause));
    }
    for (const StandingPermitRule& rule : decree.standing) {
      page_.line(1, in_words(rule, rules_.zone) + in_brackets(rule.clause));
    }
  }

  /// Decrees and intervals in time order.
  void write_timeline() {
    auto interval = rules_.intervals.begin();
    for (const Decree& decree : rules_.decrees) {
      for (; interval != rules_.intervals.end() && interval->from < decree.from; ++interval) write_interval(*interval);
      write_decree(decree);
    }
    for (; interval != rules_.intervals.end(); ++interval) write_interval(*interval);
  }

  void write_purpose(const Purpose& purpose, const PurposeNotes& notes) {
    page_.line(1, "code " + purpose.code + ", " + purpose.name + in_brackets(purpose.clause));
    for (const Statement& statement : statements_of(purpose, notes))
      page_.line(2, statement.text + in_brackets(statement.clause) + statement.remark);
  }

  void write_interval(const Interval& interval) {
    const bool forbidden = interval.kind == Interval::Kind::forbidden;
    write_period(forbidden ? "Forbidden" : "Not needed", interval.id, interval.from, interval.until, interval.clause);
    page_.line(1, "replies    " + interval.reply);
    if (interval.cuts_permits) page_.line(1, "permits given since its publication end when it begins");
  }

  void write_gaps() {
    if (rules_.decrees.empty() && rules_.intervals.empty()) return;
    page_.gap();
    for (const Gap& gap : gaps_in(rules_)) {
      page_.line(0, "No rule " + (gap.until < kNoEnd ? std::string("from ") : "") +
                        period_in_words(gap.from, gap.until, rules_.zone) + ": texts are refused with " +
                        std::string(text_id::kNoDecree));
    }
  }

  void write_texts() {
    page_.gap();
    page_.line(0, "Replies, with the longest values: alphabet, characters, segments");
    for (const std::string& language : rules_.languages) {
      for (const auto& [id, text] : rules_.texts.find(language)->second) {
        if (!is_replaced(language, id, rules_)) write_text(language, id);
      }
    }
  }

  void write_text(const std::string& language, const std::string& id) {
    const Segments worst = cost_at_worst(language, id, rules_);
    const std::string units = std::to_string(worst.units);
    page_.line(1, padded(language, 4) + padded(id, 24) + (worst.alphabet == Alphabet::gsm7 ? "GSM   " : "UCS-2 ") +
                      std::string(units.size() < 4 ? 4 - units.size() : 0, ' ') + units + "  " +
                      counted(worst.parts, "segment"));
  }

  static std::string value_of(const std::map<std::string, std::string>& values, const std::string& key) {
    const auto at = values.find(key);
    return at == values.end() ? "" : at->second;
  }

  const RuleSet& rules_;
  const Annotations& notes_;
  Page page_;
};

}  // namespace

std::string describe(const RuleSet& rules, const Annotations& annotations) {
  return Description(rules, annotations).write();
}

}  // namespace permit
