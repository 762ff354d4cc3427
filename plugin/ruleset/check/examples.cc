#include "ruleset/check/examples.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "base/normalize.h"
#include "core/answer.h"
#include "core/decide/decide.h"
#include "core/decide/standing.h"
#include "core/given_permit.h"
#include "ruleset/read/attribute_reader.h"

namespace permit {

namespace {

/// The sender of an example that names no phone.
constexpr std::string_view kPhone = "994501234567";

constexpr std::string_view kExpectations[] = {"outcome", "reply", "begins",   "until",
                                              "next",    "says",  "language", "decree"};

/// Reads `10:00`, a time on the day of `at`, or a whole local time.
std::optional<LocalTime> read_moment(const std::string& text, LocalTime at) {
  constexpr std::size_t kClock = 5;
  const std::string day = render_local_time(at).substr(0, 11);
  return parse_local_time(text.size() == kClock ? day + text : text);
}

// ---- The register of an example ----------------------------------------------------------------------------------

struct ExampleAnswer {
  Entry entry;
  std::optional<Instant> next;  ///< refused: when the next permit is possible, if known
};

/// Answers texts and keeps the permits that they got.
class Ledger {
 public:
  explicit Ledger(const RuleSet& rules) : rules_(rules) {}

  void put_on_lists(std::vector<std::string> lists) { lists_ = std::move(lists); }

  ExampleAnswer send(const std::string& body, const std::string& phone, Instant now) {
    Text text;
    text.phone = normalize_phone(phone);
    text.sender = phone;
    text.short_number = rules_.number;
    text.body = body;
    const Request request = parse_request(text, rules_, now);
    Account account = account_of(request, text, now);
    ExampleAnswer answered{answer(text, request, account, rules_, now), std::nullopt};
    const Entry& entry = answered.entry;
    if (const PermitRequest* ask = request.permit()) answered.next = decide(*ask, rules_, account, now).next;
    if (entry.outcome == Outcome::granted) permits_.push_back(given_permit(permits_.size() + 1, entry));
    if (entry.outcome == Outcome::repeated) permits_[*entry.permit - 1].plate = entry.plate;
    return answered;
  }

 private:
  Account account_of(const Request& request, const Text& text, Instant now) const {
    const AccountQuery query = account_query(text, request, rules_);
    Account account;
    for (const Permit& permit : permits_) {
      if (permit.decided < rules_.history_from(now)) continue;
      if (!query.document.empty() && permit.document == query.document) account.permits.push_back(permit);
      if (!query.phone.empty() && permit.phone == query.phone) account.of_phone.push_back(permit);
    }
    account.lists = lists_;
    return account;
  }

  const RuleSet& rules_;
  std::vector<Permit> permits_;  ///< by sequence, from 1
  std::vector<std::string> lists_;
};

// ---- One example -------------------------------------------------------------------------------------------------

class ExampleRun {
 public:
  ExampleRun(const Element& example, CompileContext& context)
      : example_(example), values_(example, context.faults), rules_(context.rules), context_(context) {}

  void check() {
    const auto at = values_.local_time("at");
    if (!at) return;
    at_ = *at;
    now_ = rules_.zone.instant(at_);
    if (!says_enough()) return;
    example_.attribute("standing") ? check_standing() : check_text();
  }

 private:
  bool says_enough() {
    const bool expects = std::any_of(std::begin(kExpectations), std::end(kExpectations),
                                     [&](std::string_view name) { return example_.attribute(name).has_value(); });
    if (example_.attribute("text").has_value() != example_.attribute("standing").has_value() && expects) return true;
    context_.faults.add(
        DiagnosticId::incomplete_example, example_.place(),
        "<example>: write what is sent as text=\"…\" (or standing=\"…\"), and what is expected as " +
            listed(std::vector<std::string>(std::begin(kExpectations), std::end(kExpectations)), " or "));
    return false;
  }

  // ---- A text

  void check_text() {
    Ledger ledger(rules_);
    if (!send_what_went_before(ledger)) return;
    ledger.put_on_lists(lists());
    const std::string phone = example_.attribute("phone").value_or(std::string(kPhone));
    const auto [entry, next] = ledger.send(example_.attribute("text").value_or(""), phone, now_);
    expect("outcome", std::string(name(entry.outcome)));
    expect("reply", entry.reason);
    expect("language", entry.language);
    expect("decree", latest_file(rules_.decree_at(now_)));
    expect_of_permit("begins", entry, entry.period ? std::optional{entry.period->from} : std::nullopt);
    expect_of_permit("until", entry, entry.period ? entry.period->until : std::nullopt);
    if (example_.attribute("next") && entry.outcome != Outcome::refused) {
      differ(written("next"), "it is " + std::string(name(entry.outcome)));
    } else {
      expect_time("next", next);
    }
    if (const auto part = example_.attribute("says"); part && entry.reply.find(*part) == std::string::npos)
      differ("says=\"" + *part + "\"", "it is not in the reply");
    complain("\"" + entry.reply + "\"" + decided_elsewhere(entry));
  }

  /// Names the other files that may have decided the answer, for an author who has just added one of them: the rules in
  /// force at that time, and the rule that ended the permit early. An amendment comes after its decree.
  std::string decided_elsewhere(const Entry& entry) const {
    const std::string own = example_.place().file;
    std::vector<std::string> ids;
    if (const Interval* interval = rules_.interval_at(now_)) {
      ids = {interval->id};
    } else if (const Decree* decree = rules_.decree_at(now_)) {
      ids = decree->amended_by;
      ids.insert(ids.begin(), decree->id);
    }
    std::vector<std::string> others;
    for (const std::string& id : ids) {
      const std::string& file = context_.annotations.periods.at(id).file;
      if (file == own) {
        others.clear();
      } else {
        others.push_back(in_quotes(id) + " (" + file + ")");
      }
    }
    if (const auto cut = entry.period ? cut_of(entry.purpose, *entry.period, rules_) : std::nullopt;
        cut && cut->by.origin.file != own)
      others.push_back("cuts-permits at " + render(Place{cut->by.origin.file, cut->by.origin.line}));
    return others.empty() ? ""
                          : ", decided by " + listed(others) + "; if that is right, move the example to another day";
  }

  /// The id of the decree, or of its latest amendment.
  static std::string latest_file(const Decree* decree) {
    if (!decree) return "none";
    return decree->amended_by.empty() ? decree->id : decree->amended_by.back();
  }

  /// `2020-07-21T10:00 2 AZE12345678; 2020-07-21T11:00 1 AZE12345678`.
  bool send_what_went_before(Ledger& ledger) {
    const std::string phone = example_.attribute("phone").value_or(std::string(kPhone));
    const std::string after = example_.attribute("after").value_or("");
    LocalTime last{};
    for (std::size_t begin = 0; begin < after.size();) {
      const std::size_t end = std::min(after.find(';', begin), after.size());
      std::string one = after.substr(begin, end - begin);
      one.erase(0, one.find_first_not_of(' '));
      const std::size_t space = std::min(one.find(' '), one.size());
      const auto time = read_moment(one.substr(0, space), at_);
      if (!time || *time > at_ || *time < last) {
        values_.fault(
            "after", DiagnosticId::incomplete_example,
            "write earlier texts as 2020-07-21T10:00 2 AZE12345678, with `;' between them, the earliest first");
        return false;
      }
      if (!asks_for_permit(one,
                           ledger.send(one.substr(std::min(space + 1, one.size())), phone, rules_.zone.instant(*time))))
        return false;
      last = *time;
      begin = end + 1;
    }
    return true;
  }

  /// Reports an earlier text that asks for no permit: it cannot affect the answer to the example.
  bool asks_for_permit(const std::string& earlier, const ExampleAnswer& answered) {
    const Entry& entry = answered.entry;
    if (entry.outcome != Outcome::unreadable && entry.outcome != Outcome::information) return true;
    values_.fault(
        "after", DiagnosticId::false_example,
        in_quotes(earlier) + " asks for no permit, so it changes nothing; the answer is \"" + entry.reply + "\"");
    return false;
  }

  std::vector<std::string> lists() {
    std::vector<std::string> named = values_.words("listed");
    for (const std::string& list : named) {
      if (std::find(rules_.lists.begin(), rules_.lists.end(), list) != rules_.lists.end()) continue;
      values_.fault("listed", DiagnosticId::unknown_list, "the service has no list " + in_quotes(list));
    }
    return named;
  }

  // ---- A permit that did not come by text

  void check_standing() {
    const auto given = values_.local_time("given");
    if (!given) {
      context_.faults.add(DiagnosticId::incomplete_example, example_.place(),
                          "<example standing=\"…\">: given=\"…\" is missing; write when the permit was entered");
      return;
    }
    StandingPermit permit{.kind = values_.text("standing"),
                          .activity = values_.text("activity"),
                          .period = {rules_.zone.instant(*given), std::nullopt},
                          .entered = rules_.zone.instant(*given)};
    if (const auto until = values_.local_time("given-until")) permit.period.until = rules_.zone.instant(*until);
    const auto& kinds = rules_.standing_kinds;
    if (std::find(kinds.begin(), kinds.end(), permit.kind) == kinds.end()) {
      values_.fault("standing", DiagnosticId::unknown_standing_permit,
                    "the service has no standing permit " + in_quotes(permit.kind));
      return;
    }
    const auto until = effective_end(permit, rules_).until;
    const bool holds = now_ >= permit.period.from && (!until || now_ < *until);
    expect("outcome", holds ? "valid" : "ended");
    expect_time("until", until);
    complain("a permit of kind " + permit.kind);
  }

  // ---- Expected and actual

  std::string written(std::string_view name) const {
    return std::string(name) + "=\"" + example_.attribute(name).value_or("") + "\"";
  }

  /// Compares a property that only a permit has; the expected value may be `none`.
  void expect_of_permit(std::string_view name, const Entry& entry, std::optional<Instant> actual) {
    if (entry.period) return expect_time(name, actual);
    if (example_.attribute(name)) differ(written(name), "it is " + std::string(permit::name(entry.outcome)));
  }

  void expect(std::string_view name, const std::string& actual) {
    const auto expected = example_.attribute(name);
    if (expected && *expected != actual) differ(written(name), "it is " + actual);
  }

  void expect_time(std::string_view name, std::optional<Instant> actual) {
    const auto value = example_.attribute(name);
    if (!value) return;
    const auto expected = *value == "none" ? std::nullopt : read_moment(*value, at_);
    if (!expected && *value != "none") {
      values_.fault(name, DiagnosticId::bad_time, "write 12:00, or 2020-07-22T00:00 for another day, or none");
      return;
    }
    const auto local = actual && *actual < kNoEnd ? std::optional{rules_.zone.local(*actual)} : std::nullopt;
    if (local == expected) return;
    const std::string found = local ? render_local_time(*local).substr(0, 16) : "none";
    differ(written(name), "it is " + found);
  }

  void differ(const std::string& expected, const std::string& actual) {
    differences_.push_back(expected + ", but " + actual);
  }

  void complain(const std::string& actual) {
    if (differences_.empty()) return;
    std::string asked = example_.attribute("at").value_or("");
    if (const auto text = example_.attribute("text")) asked += " " + in_quotes(*text);
    context_.faults.add(
        DiagnosticId::false_example, example_.place(),
        "<example> " + asked + ": expected " + listed(differences_, "; ") + "; the answer is " + actual);
  }

  Element example_;
  AttributeReader values_;
  const RuleSet& rules_;
  CompileContext& context_;
  LocalTime at_{};
  Instant now_{};
  std::vector<std::string> differences_;
};

/// `outcome granted, until 13:00`: those attributes of `names` that the example has.
std::string attributes_in_words(const Element& example, std::span<const std::string_view> names) {
  std::vector<std::string> words;
  for (const std::string_view name : names) {
    if (const auto value = example.attribute(name)) words.push_back(std::string(name) + " " + *value);
  }
  return listed(words, ", ");
}

ExampleNote note_of(const Element& example) {
  static constexpr std::string_view kGiven[] = {"after", "listed", "phone"};
  static constexpr std::string_view kStanding[] = {"standing", "activity", "given", "given-until"};
  const auto text = example.attribute("text");
  return {example.attribute("at").value_or(""), text ? *text : attributes_in_words(example, kStanding),
          attributes_in_words(example, kGiven), attributes_in_words(example, kExpectations)};
}

}  // namespace

void check_examples(const Element& root, CompileContext& context) {
  for (const Element& example : root.children("example")) {
    const AttributeReader values(example, context.faults);
    for (const char* name : {"at", "given", "given-until"}) (void)values.local_time(name);
    for (const char* name : {"standing", "reply", "decree"}) (void)values.id(name);
    (void)values.language("language");
    (void)values.text("says");
    if (const auto phone = example.attribute("phone");
        phone && (phone->empty() || !all_digits(normalize_phone(*phone))))
      values.fault("phone", DiagnosticId::bad_number, "write a phone number as +994501234567");
  }
}

void run_examples(const Element& root, CompileContext& context) {
  for (const Element& example : root.children("example")) {
    ExampleRun(example, context).check();
    const auto notes = context.annotations.periods.find(root.attribute("id").value_or(""));
    if (notes != context.annotations.periods.end()) notes->second.examples.push_back(note_of(example));
  }
}

}  // namespace permit
