#include "ruleset/print/page.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/nearest.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "core/version.h"
#include "ruleset/check/reply_cost.h"
#include "ruleset/phrases.h"

namespace permit {

namespace {

constexpr const char* kStyle =
    "@page{size:A4;margin:18mm}"
    "body{font:10.5pt/1.35 serif;color:#000;background:#fff;max-width:180mm;margin:auto}"
    "h1{font-size:16pt}h2{font-size:13pt;margin:1.6em 0 .4em;border-top:1pt solid #000;padding-top:.4em}"
    "h3{font-size:11pt;margin:1em 0 .3em}h1,h2,h3{break-after:avoid}"
    "table{border-collapse:collapse;width:100%;margin:.3em 0 .8em}"
    "th,td{border:.5pt solid #000;padding:.2em .4em;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
    "mark{background:none;outline:.5pt solid #000}"
    "footer{margin-top:2em;border-top:1pt solid #000;padding-top:.4em;overflow-wrap:anywhere}";

/// Escapes a text, and writes its hidden characters as `[U+202E]`.
std::string html_of(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const std::string_view before = text;
    const char32_t point = take_code_point(text);
    html += is_hidden(point) ? "<mark>" + code_point_in_brackets(point) + "</mark>"
                             : escape_html(before.substr(0, before.size() - text.size()));
  }
  return html;
}

/// Writes elements and escapes their text; only raw() takes markup.
class Html {
 public:
  void raw(std::string_view html) { html_ += html; }
  void element(std::string_view name, std::string_view text) {
    html_.append("<").append(name).append(">").append(html_of(text)).append("</").append(name).append(">\n");
  }
  void begin_table(const std::vector<std::string>& heads) {
    html_ += "<table>\n<thead><tr>";
    for (const std::string& head : heads) html_ += "<th scope=\"col\">" + escape_html(head) + "</th>";
    html_ += "</tr></thead>\n<tbody>\n";
  }
  void row(const std::vector<std::string>& cells) {
    html_ += "<tr>";
    for (const std::string& cell : cells) html_ += "<td>" + html_of(cell) + "</td>";
    html_ += "</tr>\n";
  }
  void end_table() { html_ += "</tbody>\n</table>\n"; }
  std::string take() { return std::move(html_); }

 private:
  std::string html_;
};

std::string value_of(const std::map<std::string, std::string>& values, const std::string& key) {
  const auto at = values.find(key);
  return at == values.end() ? "" : at->second;
}

class Page {
 public:
  Page(const RuleSet& rules, const Annotations& annotations) : rules_(rules), notes_(annotations) {}

  std::string write(std::string_view only) {
    const std::string title = rules_.number + ", " + notes_.title + (only.empty() ? "" : ": " + std::string(only));
    html_.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html_.element("title", show_hidden(title));
    html_.raw("<style>" + std::string(kStyle) + "</style>\n</head>\n<body>\n");
    html_.element("h1", title);
    if (only.empty()) write_service();
    for (const std::string& id : ids_by_start(rules_)) {
      if (only == id || (only.empty() && !is_amendment(id))) write_period(id);
    }
    write_sources();
    for (const std::string& language : rules_.languages) write_texts(language);
    html_.raw("<footer>\n");
    html_.element("p", "Rules " + hex(rules_.hash) + ", printed by permitctl " + kVersion + ".");
    html_.element("p", "Date and signature:");
    html_.raw("</footer>\n</body>\n</html>\n");
    return html_.take();
  }

 private:
  // ---- The service

  void write_service() {
    html_.element("h2", "The service");
    html_.begin_table({"What", "Value", "Clause"});
    html_.row({"short number", rules_.number, ""});
    html_.row({"time zone", rules_.zone.name(), ""});
    html_.row({"languages", listed(rules_.languages) + "; " + rules_.default_language + " by default", ""});
    html_.row({"hotline", rules_.hotline, notes_.hotline_clause});
    html_.row({"message", in_words(rules_.message), ""});
    for (const DocumentKind& kind : rules_.documents) {
      html_.row({"document " + kind.id, kind.picture.source() + " " + in_words(kind, rules_.hotline),
                 value_of(notes_.document_clauses, kind.id)});
    }
    for (const NotADocument& known : rules_.not_documents)
      html_.row({"not a document", known.picture.source() + ", answered with " + known.reply, ""});
    for (const PlateKind& kind : rules_.plates) {
      html_.row(
          {"plate " + kind.id, kind.picture.source() + ", " + in_words(kind), value_of(notes_.plate_clauses, kind.id)});
    }
    for (const Word& word : rules_.words) html_.row({"word", in_words(word) + ": " + word.reply, ""});
    for (const auto& [id, what] : notes_.lists) html_.row({"list " + id, what, ""});
    for (const auto& [id, what] : notes_.standing_permits) html_.row({"standing permit " + id, what, ""});
    if (rules_.pause) {
      html_.row({"PAUSED: no permits are given", rules_.text(rules_.default_language, rules_.pause->reply).source(),
                 rules_.pause->clause});
    }
    html_.end_table();
  }

  void write_sources() {
    html_.element("h2", "Sources");
    html_.begin_table({"Source", "Published", "Cited as", "Title"});
    for (const Source& source : notes_.sources) html_.row({source.id, source.published, source.cited_as, source.title});
    html_.end_table();
  }

  void write_texts(const std::string& language) {
    html_.element("h2", "Replies in " + language);
    html_.begin_table({"Reply", "Text", "Segments at most"});
    for (const auto& [id, text] : rules_.texts.find(language)->second) {
      if (is_replaced(language, id, rules_)) continue;
      const Segments worst = cost_at_worst(language, id, rules_);
      html_.raw("<tr><td>" + escape_html(id) + "</td><td lang=\"" + escape_html(language) + "\">" +
                html_of(text.source()) + "</td><td>" + std::to_string(worst.parts) + " (" +
                std::to_string(worst.units) + (worst.alphabet == Alphabet::gsm7 ? " GSM" : " UCS-2") + ")</td></tr>\n");
    }
    html_.end_table();
  }

  // ---- Decrees and intervals

  bool is_amendment(const std::string& id) const { return !parts_amended_by(id).empty(); }

  std::vector<const Decree*> parts_amended_by(const std::string& id) const {
    std::vector<const Decree*> parts;
    for (const Decree& part : rules_.decrees) {
      const auto& ids = part.amended_by;
      if (std::find(ids.begin(), ids.end(), id) != ids.end()) parts.push_back(&part);
    }
    return parts;
  }

  void write_amendment(const std::string& id, const std::vector<const Decree*>& parts) {
    const PeriodNotes& notes = notes_.periods.at(id);
    const std::string& decree = parts.front()->id;
    html_.element("h2", "Amendment " + id + ": " + notes.title);
    begin_statements();
    state("amends decree " + decree + ", " + notes_.periods.at(decree).title, "");
    state("in force " + period_in_words(parts.front()->from, parts.back()->until, rules_.zone), "");
    write_notes(notes);
    html_.end_table();
    for (const Decree* part : parts) write_part(*part, true);
    write_examples(notes);
  }

  void write_period(const std::string& id) {
    if (const auto amended = parts_amended_by(id); !amended.empty()) return write_amendment(id, amended);
    std::vector<const Decree*> parts;
    for (const Decree& part : rules_.decrees) {
      if (part.id == id) parts.push_back(&part);
    }
    parts.empty() ? write_interval(id) : write_decree(id, parts);
  }

  void write_decree(const std::string& id, const std::vector<const Decree*>& parts) {
    std::vector<std::string> amendments;
    for (const Decree* part : parts) {
      for (const std::string& amendment : part->amended_by) {
        const bool is_new = std::find(amendments.begin(), amendments.end(), amendment) == amendments.end();
        if (is_new) amendments.push_back(amendment);
      }
    }
    const PeriodNotes& notes = notes_.periods.at(id);
    html_.element("h2", "Decree " + id + ": " + notes.title);
    begin_statements();
    state("in force " + period_in_words(parts.front()->from, parts.back()->until, rules_.zone), parts.front()->clause);
    write_notes(notes);
    html_.end_table();
    for (const std::string& amendment : amendments) {
      html_.element("h3", "Amendment " + amendment + ": " + notes_.periods.at(amendment).title);
      begin_statements();
      write_notes(notes_.periods.at(amendment));
      html_.end_table();
    }
    for (const Decree* part : parts) write_part(*part, parts.size() > 1);
    write_examples(notes);
    for (const std::string& amendment : amendments) write_examples(notes_.periods.at(amendment));
  }

  void write_part(const Decree& part, bool is_one_of_several) {
    const std::string amended = part.amended_by.empty() ? "" : ", as amended by " + listed(part.amended_by);
    html_.element("h3", is_one_of_several || !amended.empty()
                            ? period_in_words(part.from, part.until, rules_.zone) + amended
                            : "What is given");
    begin_statements();
    for (const Acceptance& accepted : part.accepts) {
      state("accepts document " + accepted.document_kind +
                (accepted.from > part.from ? " from " + in_words(accepted.from, rules_.zone) + " on" : ""),
            accepted.clause);
    }
    for (const Purpose& purpose : part.purposes) {
      state("code " + purpose.code + ", " + purpose.name, purpose.clause);
      for (const Statement& statement : statements_of(purpose, notes_.of(part, purpose)))
        state("code " + purpose.code + " " + statement.text + statement.remark, statement.clause);
    }
    for (const NotByText& other : part.not_by_text) {
      state("code " + other.code + ", " + other.name + ": not by text, answered with " + other.reply, other.clause);
    }
    for (const Withdrawal& withdrawn : part.withdrawn)
      state("code " + withdrawn.code + ": withdrawn", withdrawn.clause);
    for (const ListRefusal& refusal : part.refusals)
      state("refuses people on list " + refusal.list + ", with " + refusal.reply, refusal.clause);
    for (const StandingPermitRule& rule : part.standing) state(in_words(rule, rules_.zone), rule.clause);
    html_.end_table();
  }

  void write_interval(const std::string& id) {
    const PeriodNotes& notes = notes_.periods.at(id);
    bool is_first = true;
    for (const Interval& interval : rules_.intervals) {
      if (interval.id != id) continue;
      const bool forbidden = interval.kind == Interval::Kind::forbidden;
      if (is_first) {
        html_.element(
            "h2", (forbidden ? "Leaving home is forbidden, " : "No permits are needed, ") + id + ": " + notes.title);
        begin_statements();
        state("answered with " + interval.reply, "");
        if (interval.cuts_permits) state("permits given since its publication end when it begins", interval.clause);
        write_notes(notes);
      }
      is_first = false;
      state("in force " + period_in_words(interval.from, interval.until, rules_.zone), interval.clause);
    }
    html_.end_table();
    write_examples(notes);
  }

  void write_notes(const PeriodNotes& notes) {
    state("file " + notes.file, "");
    if (!notes.published.empty()) state("published " + notes.published, "");
    for (const Places& places : notes.places) {
      state("places: " + (places.part.empty() ? "" : places.part + ": ") + places.names +
                (places.except.empty() ? "" : ", except " + places.except),
            places.clause);
    }
  }

  void write_examples(const PeriodNotes& notes) {
    if (notes.examples.empty()) return;
    html_.element("h3", "Examples of " + notes.file + ", each checked");
    html_.begin_table({"At", "Text", "Expected", "Situation before"});
    for (const ExampleNote& example : notes.examples)
      html_.row({example.at, example.sent, example.expected, example.given});
    html_.end_table();
  }

  void begin_statements() { html_.begin_table({"What it says", "Clause"}); }
  void state(const std::string& text, const std::string& clause) { html_.row({text, clause}); }

  const RuleSet& rules_;
  const Annotations& notes_;
  Html html_;
};

}  // namespace

std::vector<std::string> ids_by_start(const RuleSet& rules) {
  std::vector<std::pair<Instant, std::string>> starts;
  for (const Decree& part : rules.decrees) {
    starts.emplace_back(part.from, part.id);
    for (const std::string& amendment : part.amended_by) starts.emplace_back(part.from, amendment);
  }
  for (const Interval& interval : rules.intervals) starts.emplace_back(interval.from, interval.id);
  std::sort(starts.begin(), starts.end());
  std::vector<std::string> ids;
  for (const auto& [from, id] : starts) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

std::string render_page(const RuleSet& rules, const Annotations& annotations, std::string_view id) {
  return Page(rules, annotations).write(id);
}

}  // namespace permit
