#include "tool/permits/import.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/strings.h"
#include "base/utf8.h"
#include "core/decide/standing.h"
#include "operations/broken_imports.h"
#include "operations/csv.h"
#include "operations/import_lock.h"
#include "operations/mask.h"
#include "operations/open_register.h"
#include "operations/standing_words.h"
#include "operations/throttle.h"
#include "operations/user.h"
#include "tool/cli/bad_rows.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/progress.h"
#include "tool/cli/rules_at.h"
#include "tool/permits/options.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

/// Rows that are sorted together. Neighbours share pages of the register, which is what a random entry costs.
constexpr std::size_t kRun = std::size_t{64} << 10;

// ---- Where good rows go ---------------------------------------------------------------------------------------------

/// What the register makes of the rows.
struct Made {
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t unchanged = 0;
};

class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;
  /// Rows by holder; those of one holder in the order of the file.
  virtual Status take(std::span<const StandingPermit> rows) = 0;

  Made made{};
};

/// Says what would become of them.
class Look : public Sink {
 public:
  explicit Look(const Register& store) : store_(store) {}

  Status take(std::span<const StandingPermit> rows) override {
    for (const StandingPermit& row : rows) {
      const auto others = store_.standing_of(row.holder);
      if (!others) return others.error();
      const auto any = [&](const auto& is_it) {
        return std::any_of(others->begin(), others->end(), [&](const auto& o) { return !o.replaced && is_it(o); });
      };
      ++(any([&](const StandingPermit& other) { return same_entry(other, row); })       ? made.unchanged
         : any([&](const StandingPermit& other) { return is_replacement(row, other); }) ? made.replaced
                                                                                        : made.added);
    }
    return Done{};
  }

 private:
  const Register& store_;
};

/// Enters them where nobody sees them yet.
class Stage : public Sink {
 public:
  Stage(AdminStore& desk, Import import) : desk_(desk), import_(std::move(import)) {}

  Status take(std::span<const StandingPermit> rows) override {
    while (!rows.empty()) {
      const auto some = rows.first(std::min(rows.size(), throttle_.most()));
      rows = rows.subspan(some.size());
      const auto staged = throttle_.step([&](std::size_t) { return desk_.stage(import_, some, clock_now()); });
      if (!staged) return staged.error();
      import_.id = staged->import;
      made.added += staged->added;
      made.replaced += staged->replaced;
      made.unchanged += staged->unchanged;
    }
    return Done{};
  }

  /// 0: nothing was new.
  Sequence id() const { return import_.id; }

 private:
  AdminStore& desk_;
  Import import_;
  Throttle throttle_;
};

// ---- The file -------------------------------------------------------------------------------------------------------

class File {
 public:
  explicit File(std::string name) : name_(std::move(name)) {
    if (name_ == "-") return;
    file_.open(name_, std::ios::binary);
    std::error_code failed;
    if (std::filesystem::is_regular_file(name_, failed)) size_ = std::filesystem::file_size(name_, failed);
  }

  bool is_open() const { return name_ == "-" || file_.is_open(); }
  /// Whether it can be read again from its beginning.
  bool can_rewind() const { return size_.has_value(); }
  void rewind() {
    file_.clear();
    file_.seekg(0);
  }
  std::istream& stream() { return name_ == "-" ? std::cin : file_; }
  std::uint64_t size() const { return size_.value_or(0); }
  /// As people know it.
  std::string name() const { return name_ == "-" ? "standard input" : name_; }

 private:
  std::string name_;
  std::ifstream file_;
  std::optional<std::uint64_t> size_;
};

/// The issuer's numbers of a file, each with its holder, and the lines where they stand. Kept as hashes, some 50
/// bytes a row: among a million rows two that differ would meet once in thirty million files, and then one of them is
/// refused.
class References {
 public:
  /// The line where it stood before; nothing: this is its first.
  std::optional<std::uint64_t> before(const StandingPermit& permit, std::uint64_t line) {
    if (permit.reference.empty()) return std::nullopt;
    const auto [at, is_new] =
        lines_.try_emplace(std::hash<std::string>{}(permit.holder + '\n' + permit.reference), line);
    return is_new ? std::nullopt : std::optional(at->second);
  }

 private:
  std::unordered_map<std::size_t, std::uint64_t> lines_;
};

/// One way through the file. `wanted` is asked for where good rows go, null: nowhere.
class Reading {
 public:
  Reading(File& file, const ImportOptions& options, const RuleSet& rules, BadRows& bad)
      : file_(file), options_(options), rules_(rules), bad_(bad), table_(file.stream()) {}

  /// What cannot be read at all is a bad row, too; the error is the register's, or of the file for bad rows.
  Status run(const std::string& what, const std::function<Sink*()>& wanted) {
    std::vector<CsvColumn> columns = standing_columns();
    for (const char* mark : {BadRows::kLine, BadRows::kReason}) columns.push_back({.name = mark, .ignored = true});
    if (const Status header = table_.read_header(columns); !header) {
      bad_.add(table_, header.error().message);
      is_readable_ = false;
      has_header_ = false;
      return Done{};
    }
    if (!options_.rejects.empty())
      if (Status made = bad_.write_to(options_.rejects, table_); !made) return made;
    Progress progress(what, file_.size());
    while (table_.next()) {
      if (Status read = read_row(); !read) return read;
      if (run_.size() == kRun)
        if (Status taken = hand_over(wanted()); !taken) return taken;
      progress.at(table_.bytes_read());
    }
    is_readable_ = !table_.is_broken();
    return hand_over(wanted());
  }

  std::uint64_t good() const { return good_; }
  /// Good rows that say they hold now, and do not, because a decree has switched off what they begin before; empty:
  /// none.
  std::string switched_off() const {
    if (!switched_off_by_) return {};
    const std::string moment = render_local_time(rules_.zone.local(switched_off_by_->active_at));
    return counted(switched_off_, "row") + (switched_off_ == 1 ? " holds" : " hold") +
           " no longer: what began before " + moment + " was switched off then [" + switched_off_by_->clause +
           "]. Who may go out again has a `from' of then or later.\n";
  }
  /// Good rows whose own end is over, which may be a slip in the year; empty: none.
  std::string over() const {
    if (over_ == 0) return {};
    return counted(over_, "row") + (over_ == 1 ? " is" : " are") + " over already: look at `until'.\n";
  }
  /// Whether all of it could be read, good or bad.
  bool is_readable() const { return is_readable_; }
  bool has_header() const { return has_header_; }

 private:
  Status read_row() {
    if (!table_.fault().empty()) {
      bad_.add(table_, table_.fault());
      return Done{};
    }
    auto permit = read_standing(standing_row(table_), rules_);
    if (!permit) {
      bad_.add(table_, permit.error().message);
      return Done{};
    }
    if (const auto line = references_.before(*permit, table_.line())) {
      bad_.add(table_, "reference: `" + permit->reference + "' of this holder stands in line " + std::to_string(*line) +
                           " already; keep one of the two");
      return Done{};
    }
    permit->kind = options_.kind;
    permit->source = options_.source;
    permit->entered = now_;  // as near as can be told before it is
    const EffectiveEnd end = effective_end(*permit, rules_);
    const auto holds_until = [&](const std::optional<Instant>& until) { return !until || now_ < *until; };
    if (!holds_until(permit->period.until) && !holds_until(end.until)) ++over_;
    if (holds_until(permit->period.until) && !holds_until(end.until)) {
      switched_off_by_ = end.by;
      ++switched_off_;
    }
    ++good_;
    run_.push_back(*std::move(permit));
    return Done{};
  }

  Status hand_over(Sink* sink) {
    const auto by_holder = [](const StandingPermit& one, const StandingPermit& other) {
      return one.holder < other.holder;
    };
    Status taken = Done{};
    if (sink) {
      std::stable_sort(run_.begin(), run_.end(), by_holder);
      taken = sink->take(run_);
    }
    run_.clear();
    return taken;
  }

  File& file_;
  const ImportOptions& options_;
  const RuleSet& rules_;
  BadRows& bad_;
  CsvReader table_;
  References references_;
  std::vector<StandingPermit> run_;
  const Instant now_ = clock_now();
  std::uint64_t good_ = 0;
  std::uint64_t over_ = 0;
  std::uint64_t switched_off_ = 0;
  const StandingPermitRule* switched_off_by_ = nullptr;  ///< the last one
  bool is_readable_ = true;
  bool has_header_ = true;
};

// ---- The import -----------------------------------------------------------------------------------------------------

bool is_good(const Reading& reading, const BadRows& bad, const ImportOptions& options) {
  return reading.is_readable() && (bad.count() == 0 || options.skip_bad);
}

ExitStatus refuse(const Reading& reading, const BadRows& bad, const ImportOptions& options) {
  if (!reading.has_header()) return complain("nothing is entered", kBrokenInput);
  const std::string hint =
      reading.is_readable() && !options.dry_run ? "; mend the file, or enter the good ones alone with --skip-bad" : "";
  return complain(
      counted(bad.count(), "bad row") + " and " + counted(reading.good(), "good one") + ": nothing is entered" + hint,
      kBrokenInput);
}

std::string of_them(const Made& made) {
  return std::to_string(made.added) + " new, " + std::to_string(made.replaced) + " in the place of an older one, " +
         std::to_string(made.unchanged) + " stood there already";
}

ExitStatus done(const Reading& reading, const BadRows& bad) {
  std::cout << reading.over() << reading.switched_off();
  if (bad.count() == 0) return kYes;
  std::cout << counted(bad.count(), "bad row") << " left out.\n";
  return kNo;
}

/// Goes through the file for the bad rows alone, or for what would become of the good ones.
ExitStatus look(File& file, const ImportOptions& options, const RuleSet& rules, Sink* sink) {
  BadRows bad(file.name());
  Reading reading(file, options, rules, bad);
  if (const Status read = reading.run("checking", [&] { return sink; }); !read)
    return complain(read.error().message, kUnavailable);
  if (const Status told = bad.finish(); !told) return complain(told.error().message, kNotWritten);
  if (!is_good(reading, bad, options)) return refuse(reading, bad, options);
  if (!options.dry_run) return kYes;
  std::cout << counted(reading.good(), "row") << " can be entered: " << of_them(sink->made)
            << ". Nothing is entered now.\n";
  return done(reading, bad);
}

ExitStatus enter(File& file, const ImportOptions& options, const RuleSet& rules, RegisterStore& store) {
  BadRows bad(file.name());
  Stage stage(store, {.kind = options.kind, .file = file.name(), .by = options.by});
  Reading reading(file, options, rules, bad);
  const Status read =
      reading.run("importing", [&]() -> Sink* { return bad.count() == 0 || options.skip_bad ? &stage : nullptr; });
  if (!read) return complain(read.error().message, kUnavailable);
  if (const Status told = bad.finish(); !told) return complain(told.error().message, kNotWritten);
  if (!is_good(reading, bad, options)) {
    if (stage.id() != 0)
      if (const Status dropped = drop(store, stage.id()); !dropped)
        return complain(dropped.error().message, kUnavailable);
    return refuse(reading, bad, options);
  }
  if (stage.id() == 0) {
    std::cout << "Nothing is new: " << counted(reading.good(), "row") << " of " << file.name()
              << " stood there already.\n";
    return done(reading, bad);
  }
  const Made& made = stage.made;
  const Status shown = store.show_import(stage.id(), made.added + made.replaced, clock_now());
  if (!shown) return complain(shown.error().message, kUnavailable);
  std::cout << "Import " << stage.id() << ": " << counted(reading.good(), "row") << " of " << file.name()
            << " can be seen now: " << of_them(made) << ".\n";
  return done(reading, bad);
}

}  // namespace

ExitStatus import_permits(const ImportOptions& given) {
  ImportOptions options = given;
  if (options.by.empty()) options.by = user_name();
  File file(options.file);
  if (!file.is_open()) return complain(options.file + " cannot be read", kUsage);
  std::error_code ignored;
  if (std::filesystem::equivalent(options.file, options.rejects, ignored))
    return complain("--rejects " + options.rejects + " is the file that is read; name another one", kUsage);
  if (options.source.empty()) options.source = std::filesystem::path(file.name()).filename().string();
  const Access access = options.dry_run ? Access::reading : Access::writing;
  const auto opened = open_register(options.store, options.rules, access);
  if (!opened) return complain(opened.error());
  if (const Status known = check_kind(options.kind, *opened->rules); !known)
    return complain(known.error().message, kUsage);
  if (options.dry_run) {
    Look sink(*opened->store);
    return look(file, options, *opened->rules, &sink);
  }
  const auto lock = ImportLock::take(options.store);
  if (!lock) return complain(lock.error().message, kUnavailable);
  if (const Status dropped = drop_left_over(*opened->store, announce_dropped); !dropped)
    return complain(dropped.error().message, kUnavailable);
  if (file.can_rewind() && !options.skip_bad) {  // what is faulty leaves no trace in the log
    if (const ExitStatus checked = look(file, options, *opened->rules, nullptr); checked != kYes) return checked;
    file.rewind();
  }
  return enter(file, options, *opened->rules, *opened->store);
}

ExitStatus list_imports(const ImportOptions& options) {
  const auto opened = open_register(options.store, options.rules, Access::reading);
  if (!opened) return complain(opened.error());
  const auto imports = opened->store->imports();
  if (!imports) return complain(imports.error().message, kUnavailable);
  const auto local = [&](Instant time) { return render_local_time(opened->rules->zone.local(time)); };
  for (const Import& import : *imports) {
    std::cout << import.id << "  " << import.kind << "  " << as_one_line(import.file + ", by " + import.by)
              << ": began " << local(import.began) << ", ";
    switch (import.state) {
      case Import::State::shown:
        std::cout << counted(import.rows, "row") << " since " << local(import.shown.value_or(import.began)) << '\n';
        break;
      case Import::State::staged:
        std::cout << (ImportLock::is_held(options.store) ? "going on\n" : "broken off; the next import takes it out\n");
        break;
      case Import::State::dropped:
        std::cout << "not entered\n";
    }
  }
  if (imports->empty()) std::cout << "There was no import.\n";
  return kYes;
}

// ---- The command line ----

void add_import(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<ImportOptions>();
  const auto lists = std::make_shared<bool>(false);
  CLI::App* verb = app.add_subcommand("import", "Enter a file of standing permits, visible all at once or not at all");
  CLI::Option* kind = verb->add_option("KIND", options->kind, "The kind of permits, as the rules name it");
  CLI::Option* file = verb->add_option(
      "FILE", options->file,
      "CSV with a header line of holder, from, until, activity, plate, reference, issuer, places, note, the first "
      "three needed; - for standard input");
  verb->add_flag("--dry-run", options->dry_run, "Say what would be entered, and every bad row");
  verb->add_flag("--skip-bad", options->skip_bad, "Enter the good rows where some are bad");
  verb->add_option("--rejects", options->rejects, "Write the bad rows there, each with its line and reason")
      ->type_name("FILE");
  verb->add_option("--source", options->source, "Where the permits come from; without it the file's name");
  add_by(*verb, options->by);
  add_register(*verb, commands.defaults, options->store, options->rules);
  CLI::Option* list = verb->add_flag("--list", *lists, "List every import there was");
  verb->callback([=] {
    if (!*list && !*kind) throw CLI::RequiredError("KIND");
    if (!*list && !*file) throw CLI::RequiredError("FILE");
  });
  commands.push_back({verb, [=] { return *lists ? list_imports(*options) : import_permits(*options); }});
}

}  // namespace permit::tool
