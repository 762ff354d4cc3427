#include "tool/operate/erase.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/normalize.h"
#include "base/strings.h"
#include "core/decide/standing.h"
#include "core/read/tokens.h"
#include "operations/delete_in_batches.h"
#include "operations/open_register.h"
#include "operations/subject.h"
#include "operations/user.h"
#include "tool/cli/ask.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/progress.h"
#include "tool/cli/rules_at.h"
#include "tool/inspect/record_view.h"
#include "tool/operate/verbs.h"

namespace permit::tool {

namespace {

constexpr std::size_t kPage = 1000;

/// By what the register knows him.
struct Person {
  Subject by = Subject::document;  ///< or a FIN; or a phone, where a service knows phones alone
  std::string key;

  Listing::Of listed_as() const { return by == Subject::phone ? Listing::Of::phone : Listing::Of::document; }
  std::string document() const { return by == Subject::phone ? "" : key; }
  std::string phone() const { return by == Subject::phone ? key : ""; }
};

Result<Person> person_named(const std::string& whom, const RuleSet& rules) {
  const bool by_phone = !rules.message.has(Field::Kind::document);
  auto key = by_phone ? readable_subject("phone", whom, rules) : readable_holder(whom, rules);
  if (!key) return key.error();
  return Person{by_phone ? Subject::phone : Subject::document, *std::move(key)};
}

Result<std::vector<Permit>> given_to(const InspectionStore& store, const Person& person, Instant since, Instant until) {
  return person.by == Subject::phone ? store.by_phone(person.key, since, until)
                                     : store.by_document(person.key, since, until);
}

/// Why he cannot be erased now; empty when he can.
Result<std::string> still_needed(const InspectionStore& store, const RuleSet& rules, const Person& person,
                                 Instant now) {
  const auto permits = given_to(store, person, rules.history_from(now), now + std::chrono::seconds{1});
  if (!permits) return permits.error();
  if (!permits->empty())
    return "its permit of " + render_local_time(permits->back().decided, rules.zone) +
           " is alive or counted by a limit; ask again later";
  const auto standing = store.standing_of(person.document());
  if (!standing) return standing.error();
  for (const StandingPermit& permit : *standing) {
    const auto until = state_of(permit, rules).until;
    if (!permit.replaced && (!until || now < *until))
      return "it holds a " + permit.kind + " permit" +
             (until ? " until " + render_local_time(*until, rules.zone) : "") + "; revoke that first";
  }
  const auto lists = store.lists_of(person.document(), person.phone(), now);
  if (!lists) return lists.error();
  if (!lists->empty()) return std::string("it stands on a list, which `show --reveal' names; take it off first");
  return std::string();
}

/// What the register has of him outside of its log. All of it may have outlived its records.
struct Belongings {
  std::vector<Permit> given;
  std::vector<StandingPermit> held;
  std::vector<Listing> listed;

  bool empty() const { return given.empty() && held.empty() && listed.empty(); }
};

/// Up to a record: what came since may be needed.
Result<Belongings> belongings_of(const InspectionStore& store, const Person& person, Sequence last) {
  const auto is_later = [&](const auto& permit) { return permit.sequence > last; };
  auto given = given_to(store, person, Instant::min(), Instant::max());
  if (!given) return given.error();
  auto held = store.standing_of(person.document());
  if (!held) return held.error();
  auto listed = store.listings_of(person.listed_as(), person.key);
  if (!listed) return listed.error();
  std::erase_if(*given, is_later);
  std::erase_if(*held, is_later);
  return Belongings{*std::move(given), *std::move(held), *std::move(listed)};
}

/// REQUIRES: nothing of him up to that record is still_needed() at `now'.
Status forget_belongings(RegisterStore& store, const Person& person, Sequence last, Instant now) {
  const auto left = belongings_of(store, person, last);
  if (!left) return left.error();
  Throttle throttle;
  if (const auto gone = forget<Permit>(store, left->given, throttle); !gone) return gone.error();
  if (const auto gone = forget<StandingPermit>(store, left->held, throttle); !gone) return gone.error();
  if (const auto gone = store.forget_listings_of(person.listed_as(), person.key, now); !gone) return gone.error();
  return Done{};
}

/// Also where a text could not be read and names him all the same, however it was spaced, and in whatever letters.
bool is_about(const Record& record, const Person& person) {
  if (names(record, person.by, person.key)) return true;
  const Entry* entry = record.text();
  return entry && joined(normalize(entry->text.body).tokens).find(person.key) != std::string::npos;
}

/// The records that name him, from the whole log up to `last`.
Result<std::vector<Sequence>> records_of(const InspectionStore& store, const Person& person, Sequence last) {
  Progress progress("searching the log", last);
  std::vector<Sequence> found;
  for (Sequence at = 1; at <= last;) {
    const auto page = store.log(at, kPage);
    if (!page) return page.error();
    if (page->empty()) break;
    for (const Record& record : *page)
      if (record.sequence <= last && is_about(record, person)) found.push_back(record.sequence);
    progress.at(at = page->back().sequence + 1);
  }
  return found;
}

Status erase(RegisterStore& store, const std::vector<Sequence>& records) {
  std::size_t next = 0;
  Progress progress("erasing", 0);
  const auto erased = delete_in_batches(
      [&](std::size_t rows) -> Result<std::size_t> {
        const std::size_t some = std::min(rows, records.size() - next);
        const auto done = store.erase(std::span(records).subspan(next, some));
        if (!done) return done.error();
        next += some;
        return some;
      },
      progress.callback());
  return erased ? Status(Done{}) : erased.error();
}

}  // namespace

ExitStatus erase(const EraseOptions& options) {
  if (is_blank(options.why)) return complain("--why is empty; write the number of his request", kUsage);
  const auto opened = open_register(options.store, options.rules, Access::writing);
  if (!opened) return complain(opened.error());
  const RuleSet& rules = *opened->rules;
  RegisterStore& store = *opened->store;
  const auto person = person_named(options.whom, rules);
  if (!person) return complain(person.error().message, kUsage);
  const auto last = store.last();
  if (!last) return complain(last.error().message, kUnavailable);
  const Instant now = clock_now();
  const auto needed = still_needed(store, rules, *person, now);
  if (!needed) return complain(needed.error().message, kUnavailable);
  if (!needed->empty()) return complain(person->key + " cannot be erased: " + *needed, kNo);

  const auto records = records_of(store, *person, *last);
  if (!records) return complain(records.error().message, kUnavailable);
  const auto there = belongings_of(store, *person, *last);
  if (!there) return complain(there.error().message, kUnavailable);
  if (records->empty() && there->empty()) {
    std::cout << "The register says nothing of " << person->key << ".\n";
    return kYes;
  }
  std::cout << counted(records->size(), "record") << (records->size() == 1 ? " names " : " name ") << person->key
            << (there->given.empty() && there->held.empty() ? "" : ", which has held permits")
            << (there->listed.empty() ? "" : ", which has stood on a list") << ".\n";
  if (const ExitStatus answer = options.yes ? kYes : ask("Take it out of them for good?"); answer != kYes)
    return answer;
  const Removed removed{.what = Removed::What::person, .before = now, .records = records->size()};
  const Actor actor{.by = options.by.empty() ? user_name() : options.by, .why = options.why};
  if (const Status noted = store.note({.actor = actor, .what = removed}, now); !noted)
    return complain(noted.error().message, kUnavailable);
  if (const Status erased = erase(store, *records); !erased) return complain(erased.error().message, kUnavailable);
  if (const Status forgotten = forget_belongings(store, *person, *last, now); !forgotten)
    return complain(forgotten.error().message, kUnavailable);
  std::cout << "The register no longer says who. Its chain holds; `permitctl log verify' says `erased' of them.\n"
               "Copies that were made before still say it; what its file has freed is written over in time, or by\n"
               "`permitctl store compact'.\n";
  return kYes;
}

// ---- The command line ----

void add_erase(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<EraseOptions>();
  CLI::App* verb = app.add_subcommand("erase", "Take a person out of the register, at his request");
  verb->add_option(
          "WHOM", options->whom,
          "The number of his document, or the FIN of his standing permits; a phone where the service knows phones "
          "alone")
      ->required();
  commands.defaults.add_store(*verb, options->store);
  verb->add_option("--why", options->why, "The number of his request")->required();
  verb->add_option("--by", options->by, "Who decided it; without it the user who runs this");
  verb->add_option("--rules", options->rules, "Rules that read documents; without it those in force")->type_name("DIR");
  verb->add_flag("--yes", options->yes, "Do not ask");
  commands.push_back({verb, [=] { return erase(*options); }});
}

}  // namespace permit::tool
